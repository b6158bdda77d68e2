#!/bin/sh
# Reads the tables of runs with the snippets of output/README.md in pandas, Polars and R, and holds types and values against the page.
# Needs python3 and, the first time, the Python package index; the packages go into target/readers. What is missing is said and is no failure.
# The program is the one named, else target/debug/linkwright.
set -eu
cd "$(dirname "$0")/../.."
program=${1:-target/debug/linkwright}
environment=target/readers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$program" run scenarios/small.toml -o "$work/small" --no-report --quiet --timeseries full > "$work/out"
"$program" run scenarios/studies/uganda-uncertain.toml -r 2 --draws 2 -S population.smes=500 -S run.burn_in_quarters=8 \
    -o "$work/drawn" --no-report --quiet > "$work/out"
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment" || { echo "pandas, Polars: skipped, for python3 with venv is missing"; environment=; }
fi
if [ -n "$environment" ]; then
    for package in "pandas==2.3.3" "polars==1.35.2"; do
        name=${package%%==*}
        if "$environment/bin/python" -c "import $name" 2> /dev/null || "$environment/bin/pip" install --quiet "$package"; then
            "$environment/bin/python" tests/readers/check.py "$name" output/README.md "$work/small" "$work/drawn"
        else
            echo "$name: skipped, for it cannot be installed"
        fi
    done
fi
if command -v Rscript > /dev/null; then
    for run in "$work/small" "$work/drawn"; do
        sed -n '/^```r$/,/^```$/p' output/README.md | sed '1d;$d' | sed "s#RUN/#$run/#" > "$work/snippet.R"
        Rscript tests/readers/check.R "$work/snippet.R" output/README.md "$run"
    done
else
    echo "R: skipped, for there is no Rscript"
fi

#!/bin/sh
# Compares the estimates of Sobol and Morris with those of SALib from the same designs.
# Needs python3 and, the first time, the Python package index; SALib goes into target/salib. Without them it says so and is no failure.
set -eu
cd "$(dirname "$0")/../.."
environment=target/salib
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment" || { echo "skipped: python3 with venv is missing"; exit 0; }
fi
if ! "$environment/bin/python" -c "import SALib" 2> /dev/null; then
    "$environment/bin/pip" install --quiet "SALib==1.5.1" "pandas<3" || { echo "skipped: SALib cannot be installed"; exit 0; }
fi
results=$(mktemp)
trap 'rm "$results"' EXIT
cargo run --quiet --profile test --example sensitivity_oracle > "$results"
"$environment/bin/python" tests/sensitivity/salib.py < "$results"

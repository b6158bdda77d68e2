#!/bin/sh
# Tries linkwright.schema.json with the engine of TOML editors: every shipped file passes, a bad file is marked.
# Needs taplo (`npm install @taplo/cli` in a folder of its own); call as: TAPLO=path/to/taplo tests/editor-schema.sh
set -eu
cd "$(dirname "$0")/.."
taplo=${TAPLO:-taplo}
find scenarios -name '*.toml' -exec "$taplo" lint {} +
bad=$(mktemp -d)
trap 'rm -r "$bad"' EXIT
{
    echo "#:schema file://$PWD/linkwright.schema.json"
    printf 'format = 1\nname = "bad"\n[context]\ncredit.recovry = 0.4\ncredit.funding_rate = 14\n'
} > "$bad/bad.toml"
if "$taplo" lint "$bad/bad.toml" 2> "$bad/told"; then
    echo "the bad file passed" >&2
    exit 1
fi
grep -q "'recovry' was unexpected" "$bad/told"
grep -q "14 is greater than the maximum of 0.5" "$bad/told"
echo "schema: shipped files pass, unknown keys and ranges are marked"

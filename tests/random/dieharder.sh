#!/bin/sh
# Runs a part of the dieharder battery on keyed draws and prints its tables.
#
#   tests/random/dieharder.sh [SEED] > result.txt
#
# Needs dieharder, which it does not install: apt-get install dieharder.
# "mixed" streams, in which agent, quarter, process and replicate all change within a few words, take the long tests;
# the streams along one of them take four short ones. Two to three minutes on two cores. How to read WEAK results of
# sts_serial: see the head of dieharder-result.txt.
set -eu
cd "$(dirname "$0")/../.."
seed=${1:-1}
command -v dieharder >/dev/null || { echo "dieharder is missing: apt-get install dieharder" >&2; exit 1; }
cargo build --quiet --profile test --example keyed_stream
stream=${CARGO_TARGET_DIR:-target}/debug/examples/keyed_stream

# run ORDER TEST…: one table line per test; -g 200 reads raw words from the standard input.
run() {
    order=$1
    shift
    for test in "$@"; do
        # shellcheck disable=SC2086  # a test and its options
        "$stream" "$seed" "$order" | dieharder -g 200 -D test_name -D ntuple -D tsamples -D psamples -D pvalues -D assessment -d $test |
            sed "s/^/$order | /"
    done
}

echo "# dieharder of keyed draws, seed $seed: order | test | n-tuple | samples | p-samples | p-value | assessment"
for order in agents quarters processes replicates; do
    run "$order" "100" "101" "0" "15 -t 40000 -p 50"
done
run mixed "0" "1" "2 -p 50" "3 -p 50" "8" "10" "11" "13" "15" "100" "101" "102" "200 -n 4" "201 -n 3" "203 -n 4"

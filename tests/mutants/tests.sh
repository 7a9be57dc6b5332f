#!/bin/sh
# What a mutant has to survive: the tests made for its module first, then the others that look at its package.
scoring="requirement targets standing measures working flags tallies diff trend"
module=$(git diff --name-only -- src)
case $module in
"") others="$scoring rules checks check fix" ;; # nothing is changed: all must pass
*/scoring/*) others=$scoring ;;
*/fix.py | */run.py | */suppression.py) others="fix check checks rules" ;;
*) others="checks check" ;;
esac
case $module in
"") own=layers ;;
*/tally.py | */scorecard.py) own=tallies ;;
*/further.py) own=flags ;;
*/bands.py | */scored.py) own=working ;;
*/case.py | */clause.py | */judgement.py) own=standing ;;
*/reference.py) own=rules only=GF2 ;;
*/targets.py) own=rules only=GF3 ;;
*/values.py) own=rules only=GF4 ;;
*/filing.py) own=rules only=GF5 ;;
*/run.py | */suppression.py) own=check ;;
*) own=$(basename "$module" .py) ;;
esac
tests() { for name; do printf 'tests/test_%s.py ' "$name"; done; }
run() {
    python -m pytest -x -p no:cacheprovider -p no:xdist -m "not slow" \
        --deselect tests/test_rules.py::test_generated_document_is_fresh "$@"
}
# shellcheck disable=SC2046,SC2086
run $(tests $own) ${only:+-k "$only"} && run $(tests $others)

#!/bin/sh
# What a mutant has to survive: the tests made for its module first, then all that look at its package.
module=$(git diff --name-only -- src)
case $module in
*/scoring/*) all="requirement standing measures working flags tallies diff trend" ;;
*) all="rules check targets fix" ;;
esac
case $module in
*/tally.py | */scorecard.py | */further.py) first=tallies ;;
*/bands.py | */scored.py) first=working ;;
*/case.py | */clause.py | */judgement.py) first=standing ;;
*/reference.py) first=rules only=GF2 ;;
*/targets.py) first=rules only=GF3 ;;
*/values.py) first=rules only=GF4 ;;
*/filing.py) first=rules only=GF5 ;;
*/run.py | */suppression.py) first=check ;;
*) first=$(basename "$module" .py) ;;
esac
run() { python -m pytest -x -p no:cacheprovider -p no:xdist -m "not slow" --deselect tests/test_rules.py::test_generated_document_is_fresh "$@"; }
files() { for name; do printf 'tests/test_%s.py ' "$name"; done; }
# shellcheck disable=SC2046,SC2086
run $(files $first) ${only:+-k $only} && run $(files $all)

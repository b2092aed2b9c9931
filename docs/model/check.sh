#!/usr/bin/env bash
# Runs the Verifpal models and fails on a verdict other than the one expected. About 20 seconds.
#
# Needs Verifpal 1.6.7: cargo install verifpal --version 1.6.7 --ignore-rust-version
# VERIFPAL names the program if it is not on the path; LIMIT is the seconds that one model may take.
set -euo pipefail
cd "$(dirname "$0")"

verifpal="${VERIFPAL:-verifpal}"
passed=0 failed=0

# check MODEL SESSIONS CODE: one letter and digit a query, in the model's order; 1 is an attack.
check() {
  local code
  code="$(timeout "${LIMIT:-60}" "$verifpal" verify "$1" --sessions "$2" --result-code --quiet --color never)" || code="no verdict"
  if [ "$code" = "$3" ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "$1, sessions $2: expected $3, found $code" >&2
  fi
}

check session.vp 2 a1a0a0c1c0c0
check copy.vp    1 a0a1c1c0
check owner.vp   2 c0c1

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

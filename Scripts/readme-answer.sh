#!/bin/bash
# Puts the closing summary of the report on SampleData/ into README.md, so that the README shows what the program says.
# With --check it changes nothing and ends with 1 when the README says something else.
# Needs ./onpar (make build). Run by `make golden` and by .ci/run.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
./onpar report SampleData/easy-topics.messages.jsonl --out Reports 2>"$work/summary"
awk -v summary="$work/summary" '
  /^<!-- answer/ {
    print; print "```"
    while ((getline line < summary) > 0) print line
    print "```"; hidden = 1; next
  }
  /^<!-- end of answer/ { hidden = 0 }
  !hidden' README.md >"$work/README.md"
if [[ ${1:-} == --check ]]; then
  diff -u README.md "$work/README.md"
else
  cat "$work/README.md" >README.md
fi

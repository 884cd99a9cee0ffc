#!/bin/bash
# reports.sh ONPAR FOLDER: makes the reports that are looked at, each in a folder of its own below FOLDER:
#   sample    the sample data of the repository, as in Reports/
#   judged    the same with gates, claims, prices and a launch
#   history   two exports that overlap, read back from a history store
#   few       so few contacts that little can be said
#   topics    many topics, several with names that a spreadsheet or a page could trip over
#   irc       real conversations of several weeks, when the corpus lies beside the checkout
# A folder that is newer than the program is left as it is.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
onpar=$(realpath "$1")
mkdir -p "$2"
out=$(realpath "$2")
sample=$PWD/SampleData/easy-topics.messages.jsonl
corpus=$PWD/../shared/data/ubuntu_irc/messages.train.jsonl.gz

# Work where no configuration lies about.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

made() { [[ $out/$1/report.html -nt $onpar && $out/$1/report.html -nt $here/reports.sh ]]; }
report() { # name, statuses that are right, arguments
  local name=$1 right=$2 status=0
  shift 2
  "$onpar" report "$@" --quiet --out "$out/$name" || status=$?
  if [[ " $right " != *" $status "* ]]; then
    echo "reports.sh: onpar report of $name ended with $status" >&2
    exit 1
  fi
}

made sample || report sample 0 "$sample"

if ! made judged; then
  # One gate of each kind of result.
  cat >gates.yaml <<'YAML'
gates:
  unmet_human_request_rate: {max: 5%}
  handoff_wait_p90: {max: 10m}
  durable_resolution_rate: {min: 65%}
  repeat_contact_rate_7d_any: {not_worse_than_human_by: 3pp}
  first_response_time_p50: {not_worse_than_human_by: 10%}
  csat_top2: {min: 80%, cohort: bot_to_human}
YAML
  "$onpar" sample --scenario easy-topics --seed 2 --conversations 2500 >judged.jsonl
  report judged '0 1' judged.jsonl --config gates.yaml --gates --claims "$here/../../SampleData/claims.yaml" \
    --launch 2026-03-23
fi

if ! made history; then
  printf 'not a secret: this key names customers of invented chats only\n' >key
  "$onpar" sample --scenario easy-topics --seed 3 --conversations 1500 >first.jsonl
  cp "$sample" second.jsonl
  for export in first.jsonl second.jsonl; do
    "$onpar" history add "$export" --quiet --store store.sqlite --pseudonym-key-file key
  done
  "$onpar" history report --quiet --store store.sqlite --out "$out/history"
fi

if ! made few; then
  "$onpar" sample --scenario easy-topics --seed 4 --conversations 12 >few.jsonl
  report few 0 few.jsonl
fi

if ! made topics; then
  "$onpar" sample --scenario easy-topics --seed 5 --conversations 3000 |
    python3 "$here/rename-topics.py" >topics.jsonl
  report topics 0 topics.jsonl
fi

if [[ -f $corpus ]]; then
  made irc || report irc 0 "$corpus"
else
  echo 'reports.sh: no report of real conversations, since their corpus is not beside this checkout' >&2
fi

#!/bin/bash
# onpar_parallel.sh FOLDER REPORT OPTION…: the report on a folder of files, read by several processes of one machine.
#
# With GNU parallel, or with xargs where there is none. Files of whole conversations are summarized one by one; files of
# messages are first dealt into buckets by conversation. The options are those of `onpar summarize`, without spaces in
# them, with --raw-ids or --pseudonym-key-file=KEY among them. From the environment: ONPAR, JOBS, BUCKETS, RUNNER
# (parallel or xargs). Ends as `onpar report` does, and at the first failure.
set -euo pipefail
export ONPAR=${ONPAR:-onpar} JOBS=${JOBS:-$(getconf _NPROCESSORS_ONLN)}
export BUCKETS=${BUCKETS:-$((JOBS * 2))}
runner=${RUNNER:-$(command -v parallel >/dev/null && echo parallel || echo xargs)}
input=$(realpath "$1") out=$(realpath -m "$2")
shift 2
export READING='' OPTIONS="$*"
for option in "$@"; do
  case $option in --raw-ids | --pseudonym-key-file=*) ;; *) READING+=" $option" ;; esac
done

# One process is one core: there are as many processes as cores.
deal() { # "ID<tab>FILE"
  "$ONPAR" shard "${1#*$'\t'}" --quiet --jobs 1 $READING --by conversation --buckets "$BUCKETS" --out "dealt/${1%%$'\t'*}"
}
gather() { # the name of a bucket, whose parts lie in many folders
  "$ONPAR" summarize --bucket "dealt/*/$1" --quiet --jobs 1 $OPTIONS --max-loss 100% -o "summaries/$1"
}
summarize() { # "ID<tab>FILE"
  "$ONPAR" summarize "${1#*$'\t'}" --quiet --jobs 1 $OPTIONS --max-loss 100% -o "summaries/${1%%$'\t'*}"
}
export -f deal gather summarize
each() { # FUNCTION, for each line of standard input
  case $runner in
    parallel) SHELL=/bin/bash parallel --halt now,fail=1 --joblog "log-$1" --jobs "$JOBS" "$1" ;;
    xargs) xargs -r -d '\n' -P "$JOBS" -I{} bash -c "$1"' "$1" || exit 255' _ {} ;; # 255 ends xargs
  esac
}
units() { # NEEDS…, from the plan as people read it: id, bytes, packed, format, needs, path
  awk -v wanted=" $* " 'NR == 1 { at = index($0, "path") }
    NR > 1 && index(wanted, " " $5 " ") { print $1 "\t" substr($0, at) }' plan
}

work=$(mktemp -d "$out.work-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir dealt summaries
"$ONPAR" plan "$input" $READING >plan
if [[ -n $(units together) ]]; then
  echo 'onpar_parallel: error: these files complete each other and are read by one run, `onpar report`:' >&2
  units together | head -3 >&2
  exit 65
fi
planned=()
units shard | each deal
if [[ -n $(ls dealt) ]]; then
  (cd dealt && ls ./*) | grep '^bucket-' | sort -u | each gather
  planned+=(dealt)
fi
units nothing - | each summarize
while IFS=$'\t' read -r _ path; do planned+=("$path"); done < <(units nothing -)
"$ONPAR" plan --json "${planned[@]}" $READING >plan.json
"$ONPAR" merge summaries/* --plan plan.json --quiet -o all.summary
"$ONPAR" report all.summary --from-summary --out "$out" --quiet $READING

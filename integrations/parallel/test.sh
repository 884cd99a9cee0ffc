#!/bin/bash
# test.sh ONPAR: the report by GNU parallel and by xargs is that of one run, byte for byte; a failure ends all.
set -euo pipefail
ONPAR=$(realpath "$1")
export ONPAR
cd "$(dirname "$0")"
script=$PWD/onpar_parallel.sh
sample=$(realpath ../../SampleData/easy-topics.messages.jsonl)
corpus=../../../shared/data/ubuntu_irc
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
passed=0 failed=0
check() { # what, command…
  if "${@:2}" 2>"$scratch/said"; then ((++passed)); else
    ((++failed))
    echo "WRONG $1"
    tail -n 20 "$scratch/said"
  fi
}

# Every conversation is scattered over seven files, one of them packed, one with a broken line, one empty.
mkdir -p "$scratch/scattered/a b" "$scratch/whole"
split -n r/7 -d --additional-suffix=.jsonl "$sample" "$scratch/scattered/"
mv "$scratch/scattered/03.jsonl" "$scratch/scattered/a b/00.jsonl"
echo '{broken' >>"$scratch/scattered/02.jsonl"
gzip "$scratch/scattered/05.jsonl"
: >"$scratch/scattered/empty.jsonl"
"$ONPAR" sample --scenario easy-topics --layout conversations >"$scratch/all.jsonl"
split -n r/5 -d --additional-suffix=.jsonl "$scratch/all.jsonl" "$scratch/whole/"
sets=(scattered whole)
if [[ -d $corpus ]]; then
  mkdir "$scratch/corpus"
  cp "$corpus"/messages.*.jsonl.gz "$scratch/corpus"
  sets+=(corpus)
else
  echo 'Skipped: the corpus, which is not here.'
fi
runners=(xargs)
if command -v parallel >/dev/null; then runners+=(parallel); else echo 'Skipped: GNU parallel, which is not here.'; fi

cd "$scratch"
for set in "${sets[@]}"; do
  "$ONPAR" report "$scratch/$set" --out "one-$set" --quiet --no-config 2>/dev/null
  for runner in "${runners[@]}"; do
    for jobs in 1 2 7; do
      check "$set by $runner, $jobs at once" env RUNNER="$runner" JOBS="$jobs" "$script" "$scratch/$set" made --raw-ids --no-config
      check "$set by $runner, $jobs at once: the same files" diff -rq "one-$set" made
      rm -rf made
    done
  done
done
# A program that is killed once, from its third summary on: two that start together both count four.
cat >killed <<END
#!/bin/bash
if [[ \$1 == summarize ]]; then
  echo x >>"$scratch/calls"
  if ((\$(wc -l <"$scratch/calls") >= 3)) && mkdir "$scratch/once" 2>/dev/null; then kill -9 \$\$; fi
fi
exec "$ONPAR" "\$@"
END
chmod +x killed
for runner in "${runners[@]}"; do
  rm -rf calls once made
  status=0
  ONPAR=$scratch/killed RUNNER=$runner JOBS=2 "$script" whole made --raw-ids --no-config 2>said || status=$?
  check "$runner ends when a child is killed" [ "$status" -ne 0 ]
  check "$runner leaves no report then" [ ! -e made ]
  check "$runner leaves nothing of its work" [ -z "$(find . -maxdepth 1 -name 'made*')" ]
done
echo "$passed passed, $failed failed"
((failed == 0))

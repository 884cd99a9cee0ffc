#!/bin/bash
# columns.sh ONPAR FOLDER: facts in every layout, for columns.py: of sample data, of nothing, under a key, and of the core.
# The files of two numbers of workers must be the same.
set -euo pipefail
onpar=$(realpath "$1")
sample=$(realpath SampleData/easy-topics.messages.jsonl)
mkdir -p "$2"
cd "$2"
echo 'an entirely invented key of good length' >key
"$onpar" sample --scenario easy-topics --conversations 20000 --seed 5 >many.jsonl
printf '%s\n' '{"conversation_id":"=1","message_id":"1","role":"customer","text":"hi"}' >undated.jsonl
: >nothing.jsonl

facts() { # name, arguments
  local name=$1
  shift
  for format in jsonl csv arrow parquet; do
    "$onpar" facts "$@" --no-config --quiet --format "$format" --jobs 2 -o "$name.$format"
  done
  for format in arrow parquet; do
    "$onpar" facts "$@" --no-config --quiet --format "$format" --jobs 1 -o again
    cmp again "$name.$format"
  done
}
facts facts many.jsonl undated.jsonl --raw-ids
facts none nothing.jsonl --raw-ids --max-loss 100%
facts keyed "$sample" --pseudonym-key-file key
facts core "$sample" --raw-ids --metrics core

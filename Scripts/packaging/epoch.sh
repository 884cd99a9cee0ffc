#!/bin/bash
# Prints the time that packages and manual pages bear, in seconds since 1970: SOURCE_DATE_EPOCH if it is given, else the
# time of the last commit, else that of CHANGELOG.md. The same sources so give the same bytes on every day.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [[ -n ${SOURCE_DATE_EPOCH:-} ]]; then
  echo "$SOURCE_DATE_EPOCH"
else
  # A folder unpacked within some other repository has no commit of its own.
  { [[ -e .git ]] && git log -1 --format=%ct 2>/dev/null; } || date -r CHANGELOG.md +%s
fi

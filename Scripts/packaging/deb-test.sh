#!/bin/bash
# deb-test.sh PROGRAM FOLDER: lintian on the package of PROGRAM in FOLDER, then the package in a system that has nothing else.
# SUITE: the Debian or Ubuntu release of that system; this machine's without it.
set -euo pipefail
cd "$(dirname "$0")/../.."

program=$(realpath "$1")
package=$(realpath "$2")/onpar_$("$program" --version)_$(dpkg --print-architecture).deb
suite=${SUITE:-$(. /etc/os-release && echo "${VERSION_CODENAME:-}")}
sample=SampleData/easy-topics.messages.jsonl.gz

if command -v lintian >/dev/null; then
  lintian --fail-on error --tag-display-limit 0 "$package"
  echo 'lintian: no errors'
else
  echo 'Skipped: lintian is not installed.'
fi

skip() {
  echo "Skipped: the clean system, because $*."
  exit 0
}
[[ $(id -u) == 0 ]] || skip 'only root can make one'
command -v debootstrap >/dev/null || skip 'debootstrap is not installed'

work=$(mktemp -d)
system=$work/system
clean_up() {
  # A system that is still mounted must not be deleted through.
  if mountpoint -q "$system/proc"; then umount "$system/proc" || exit 1; fi
  rm -rf --one-file-system "$work"
}
trap clean_up EXIT

echo "Making a clean $suite"
debootstrap --variant=minbase "$suite" "$system" >"$work/log" || {
  tail -5 "$work/log" >&2
  exit 1
}
# Without it a program does not see its arguments.
mount -t proc proc "$system/proc"
within() { chroot "$system" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }

cp "$package" "$system/root/onpar.deb"
within apt-get install -y -qq --no-install-recommends /root/onpar.deb >"$work/log" 2>&1 || {
  tail -5 "$work/log" >&2
  exit 1
}
within onpar --version
within sh -c "cd /usr/share/doc/onpar && onpar report $sample --tz Europe/Berlin --out /root/out --quiet"
"$program" report "$sample" --tz Europe/Berlin --out "$work/here" --quiet
diff -r "$work/here" "$system/root/out"
echo 'The report is the one of this machine, byte for byte.'

within apt-get purge -y -qq onpar >"$work/log" 2>&1
left=$(find "$system/usr" "$system/etc" "$system/var/lib/dpkg/info" -name '*onpar*')
if [[ -n $left ]]; then
  printf 'Left behind after removal:\n%s\n' "$left" >&2
  exit 1
fi
echo 'Removed without a trace.'

#!/bin/bash
# deb.sh PROGRAM FOLDER: makes a Debian package in FOLDER and prints its name. The same program gives the same bytes.
# DEBFULLNAME and DEBEMAIL: who stands for it, as Debian's own tools understand them.
set -euo pipefail
umask 022 # modes of files are part of the package
cd "$(dirname "$0")/../.."

program=$(realpath "$1")
folder=$(realpath "$2")
version=$("$program" --version)
architecture=$(dpkg --print-architecture)
maintainer="${DEBFULLNAME:-Onpar maintainers} <${DEBEMAIL:-maintainers@onpar.invalid}>"
SOURCE_DATE_EPOCH=$(Scripts/packaging/epoch.sh)
export SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
docs=$root/usr/share/doc/onpar

DESTDIR=$root ZSH_FOLDER=vendor-completions Scripts/packaging/install.sh "$program" /usr >/dev/null
rm "$docs/LICENSE" # Debian has it on every machine, and `copyright` says where.
gzip -9n >"$docs/changelog.gz" <<END
onpar ($version) unstable; urgency=medium

  * What changed stands in CHANGELOG.md.

 -- $maintainer  $(date -u -R -d "@$SOURCE_DATE_EPOCH")
END

# The libraries that the program was linked with, with the oldest versions that will do.
mkdir "$work/debian"
printf 'Source: onpar\n\nPackage: onpar\nArchitecture: %s\n' "$architecture" >"$work/debian/control"
libraries=$(cd "$work" && dpkg-shlibdeps -O -eroot/usr/bin/onpar 2>log) || {
  cat "$work/log" >&2
  exit 1
}
# In KiB, each file rounded up, as dpkg's own tools count.
size=$(find "$root/usr" -type f -printf '%s\n' | awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')

mkdir "$root/DEBIAN"
cat >"$root/DEBIAN/control" <<END
Package: onpar
Version: $version
Architecture: $architecture
Maintainer: $maintainer
Installed-Size: $size
Depends: ${libraries#shlibs:Depends=}, tzdata
Section: utils
Priority: optional
Description: compares support bots and people by the company's own chat logs
 Onpar reads exports of support chats and answers whether the bot is on par with
 the people: resolution, repeat contact, waiting, effort and satisfaction on
 comparable contacts, with intervals and with what the logs cannot show.
 .
 It works offline, on the machine where the logs are.
END
(cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
find "$root" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

dpkg-deb --root-owner-group -Zxz -b "$root" "$work" >/dev/null
name=onpar_${version}_$architecture.deb
mv -f "$work/$name" "$folder/$name"
echo "$folder/$name"

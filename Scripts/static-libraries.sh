#!/bin/bash
# static-libraries.sh FOLDER LIBRARY…: lets SwiftPM link system libraries, named as pkg-config names them, into the
# program itself, so that no start has to look for them. Leaves in FOLDER what pkg-config says of them when it is asked
# for static linking, beside links to their archives, and prints the flags for `swift build`.
# Prints nothing where an archive is absent, as on macOS: the program then loads shared libraries.
set -euo pipefail

folder=$1
shift
[[ $(uname) == Linux ]] || exit 0
compiler=$(command -v clang || command -v cc) || exit 0

rm -rf "$folder"
mkdir -p "$folder"
folder=$(realpath "$folder")
# The C++ library comes last: Swift's runtime needs it, and what libxml2 needs does.
for library in "$@"; do
  cat >"$folder/$library.pc" <<END
Name: $library
Description: $library, linked into the program
Version: $(pkg-config --modversion "$library")
Cflags: $(pkg-config --cflags "$library")
Libs: -L$folder $(pkg-config --static --libs-only-l "$library") -lstdc++
END
done

# The first folder that is searched holds nothing but archives. The C library and its parts stay shared.
wanted=$(sed -n 's/^Libs: //p' "$folder"/*.pc | tr ' ' '\n' | sed -n 's/^-l//p' | sort -u)
for name in $wanted; do
  [[ $name == m || $name == dl || $name == pthread ]] && continue
  archive=$($compiler -print-file-name="lib$name.a")
  if [[ $archive != /* ]]; then
    rm -rf "$folder"
    exit 0
  fi
  ln -s "$archive" "$folder/lib$name.a"
done
echo "--pkg-config-path $folder"

#!/bin/bash
# static-libraries.sh FOLDER LIBRARY…: lets SwiftPM link system libraries, named as pkg-config names them, into the
# program itself, so that no start has to look for them. Leaves in FOLDER what pkg-config says of them when it is asked
# for static linking, beside links to their archives, and prints the flags for `swift build`.
# Prints no flags where that cannot be done, as on macOS or without an archive: the program then loads shared libraries.
set -euo pipefail

folder=$1
shift
[[ $(uname) == Linux ]] || exit 0
compiler=$(command -v clang || command -v cc) || exit 0

give_up() {
  rm -rf "$folder"
  echo "The program will load shared libraries: $1." >&2
  exit 0
}

rm -rf "$folder"
mkdir -p "$folder"
folder=$(realpath "$folder")
wanted=()
for library in "$@"; do
  # The C++ library comes last: Swift's runtime needs it, and what libxml2 needs does.
  names="$(pkg-config --static --libs-only-l "$library") -lstdc++" ||
    give_up "pkg-config does not know all that $library needs"
  read -ra each <<<"$names"
  wanted+=("${each[@]}")
  cat >"$folder/$library.pc" <<END
Name: $library
Description: $library, linked into the program
Version: $(pkg-config --modversion "$library")
Cflags: $(pkg-config --cflags "$library")
Libs: -L$folder $names
END
done

# The first folder that is searched holds nothing but archives. The C library and its parts stay shared.
for flag in "${wanted[@]}"; do
  name=${flag#-l}
  [[ $name == m || $name == dl || $name == pthread || -e $folder/lib$name.a ]] && continue
  archive=$("$compiler" -print-file-name="lib$name.a")
  [[ $archive == /* ]] || give_up "there is no lib$name.a"
  ln -s "$archive" "$folder/lib$name.a"
done

# One function of each, so that what an archive lacks shows here and not when the program is linked.
functions=(xmlCreatePushParserCtxt inflate EVP_MD_CTX_new sqlite3_open_v2 yaml_parser_parse)
echo 'int main(void) { return 0; }' |
  "$compiler" -x c - -o "$folder/trial" "${functions[@]/#/-Wl,--undefined=}" -L"$folder" "${wanted[@]}" \
    2>"$folder/trial.log" || give_up "the archives do not link"
echo "--pkg-config-path $folder"

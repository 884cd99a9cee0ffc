#!/bin/bash
# install.sh PROGRAM PREFIX: installs the program, its manual pages, completions and documents below $DESTDIR/PREFIX.
# install.sh --remove PREFIX: takes away what that put there.
# ZSH_FOLDER: the folder below share/zsh for completions; Debian's packages use another than people.
set -euo pipefail
cd "$(dirname "$0")/../.."

program=$1
prefix=$2
root=${DESTDIR:-}$prefix
zsh=$root/share/zsh/${ZSH_FOLDER:-site-functions}/_onpar
bash=$root/share/bash-completion/completions/onpar
fish=$root/share/fish/vendor_completions.d/onpar.fish
pages=$root/share/man/man1
docs=$root/share/doc/onpar

if [[ $prefix != /* ]]; then
  echo "PREFIX is $prefix, and must begin with /" >&2
  exit 64
fi

if [[ $program == --remove ]]; then
  rm -f "$root/bin/onpar" "$pages"/onpar.1.gz "$pages"/onpar-*.1.gz "$bash" "$zsh" "$fish"
  rm -rf "$docs"
  echo "Removed onpar from $root"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

put() { # file, place: readable by all, whatever the umask
  install -d -m 755 "$(dirname "$2")"
  install -m "${3:-644}" "$1" "$2"
}

cp "$program" "$work/onpar"
strip "$work/onpar"
put "$work/onpar" "$root/bin/onpar" 755

mkdir "$work/man"
python3 Scripts/packaging/manual.py "$program" "$work/man" "$(Scripts/packaging/epoch.sh)" "$prefix/share/doc/onpar"
gzip -9n "$work"/man/*
# Pages of commands that are no more would stay for ever.
rm -f "$pages"/onpar.1.gz "$pages"/onpar-*.1.gz
for page in "$work"/man/*; do put "$page" "$pages/${page##*/}"; done

for shell in bash zsh fish; do
  # A completion is read, never run: it needs no interpreter on its first line.
  "$program" --generate-completion-script "$shell" | sed '1{/^#!/d}' >"$work/$shell"
  put "$work/$shell" "${!shell}"
done

rm -rf "$docs"
for file in README.md CHANGELOG.md SECURITY.md LICENSE SampleData/{README.md,claims.yaml,easy-topics.messages.jsonl.gz}; do
  put "$file" "$docs/$file"
done
put Scripts/packaging/copyright "$docs/copyright"
find Docs -type f | while IFS= read -r file; do put "$file" "$docs/$file"; done

echo "Installed onpar $("$program" --version) in $root"

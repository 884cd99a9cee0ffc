#!/bin/bash
# Installs the system libraries that Onpar is built on and the time zones that it reads, and only those that are absent.
# A library counts as present when pkg-config knows it, because that is how SwiftPM finds it.
# Run by `make deps`. Needs no network when nothing is missing.
# With arguments COMMAND=PACKAGE: installs the Debian packages of the commands that are absent, and nothing else.
set -euo pipefail

if (($# == 0)) && ! command -v swift >/dev/null; then
  echo 'Swift 6.3 is needed and not on the PATH: https://www.swift.org/install' >&2
  exit 1
fi

missing=()
wanted() { # library as pkg-config names it, Debian package
  if ! command -v pkg-config >/dev/null || ! pkg-config --exists "$1"; then missing+=("$2"); fi
}
if (($# == 0)); then
  command -v pkg-config >/dev/null || missing+=(pkg-config)
  wanted libxml-2.0 libxml2-dev # reads XML exports
  wanted liblzma liblzma-dev    # without it libxml2 cannot be linked in
  wanted zlib zlib1g-dev        # opens gzip
  [[ -z ${ISAL:-} ]] || wanted libisal libisal-dev # opens it in half the time; only on request
  wanted libcrypto libssl-dev   # pseudonyms and SHA-256
  wanted sqlite3 libsqlite3-dev # the history store
  wanted yaml-0.1 libyaml-dev   # reads mappings and onpar.yaml
  # Time zones. Small containers come without them.
  [[ -n ${TZDIR:-} || -e /usr/share/zoneinfo/Europe/Berlin ]] || missing+=(tzdata)
fi
for need in "$@"; do
  command -v "${need%%=*}" >/dev/null || missing+=("${need#*=}")
done

if ((${#missing[@]} == 0)); then exit 0; fi

if ! command -v apt-get >/dev/null; then
  cat >&2 <<END
Missing: ${missing[*]} (names of Debian packages). There is no apt-get here, so please install them yourself:
  Fedora, RHEL   dnf install libxml2-devel xz-devel zlib-devel openssl-devel sqlite-devel libyaml-devel tzdata pkgconf
  macOS          brew install libxml2 xz zlib openssl@3 sqlite libyaml pkgconf
END
  exit 1
fi

sudo=()
if [[ $(id -u) != 0 ]]; then
  if ! command -v sudo >/dev/null; then
    echo "Missing: ${missing[*]}. Installing needs root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  sudo=(sudo)
fi
echo "Installing ${missing[*]} with apt-get"
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${missing[@]}"

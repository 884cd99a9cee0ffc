#!/bin/sh
# Writes the SHA-256 of the page's style into the program, in the form that a content security policy wants.
# Run it after every change of Sources/Reporting/Templates/style.css; a test fails when it was forgotten.
set -eu
cd "$(dirname "$0")/.."
hash=$(python3 -c '
import base64, hashlib, sys
data = open("Sources/Reporting/Templates/style.css", "rb").read()
print(base64.b64encode(hashlib.sha256(data).digest()).decode())')
cat > Sources/Reporting/HTML/StyleHash.swift <<SWIFT
/// The SHA-256 of Templates/style.css as a source of a content security policy; Scripts/style-hash.sh writes it.
let styleHash = "sha256-$hash"
SWIFT

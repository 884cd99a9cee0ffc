#!/bin/sh
# Writes the SHA-256 of the page's style and script into the program, in the form that a content security policy wants.
# Run it after every change of style.css or tables.js in Sources/Reporting/Assets; a test fails when it was forgotten.
set -eu
cd "$(dirname "$0")/.."
python3 - > Sources/Reporting/HTML/PageHashes.swift <<'PYTHON'
import base64, hashlib

for name, file in (("style", "style.css"), ("script", "tables.js")):
    with open("Sources/Reporting/Assets/" + file, "rb") as data:
        digest = base64.b64encode(hashlib.sha256(data.read()).digest()).decode()
    print(f"/// The SHA-256 of Assets/{file} as a source of a content security policy; "
          "Scripts/page-hashes.sh writes it.")
    print(f'let {name}Hash = "sha256-{digest}"')
    if name == "style":
        print()
PYTHON

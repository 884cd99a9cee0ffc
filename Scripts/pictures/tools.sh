#!/bin/bash
# tools.sh browser|tables|columns|spark: installs what is absent and prints the Python that has it.
# `browser` is Chromium with Playwright and axe, `tables` is DuckDB and pandas, `columns` is pyarrow, DuckDB and Polars, `spark` is
# PySpark with Java. System packages come through
# Scripts/install-dependencies.sh; the Python is a virtual environment below .build.
set -euo pipefail
cd "$(dirname "$0")/../.."

what=$1
list=Scripts/pictures/$what.txt
home=$PWD/.build/tools/$what
needs=(python3=python3)
if [[ $what == spark ]]; then
  list=integrations/spark/requirements.txt
  needs+=(java=default-jre-headless)
fi
# Debian keeps what makes virtual environments in a package of its own; it has no command.
if command -v python3 >/dev/null && ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
  needs+=(no-command-of-python3-venv=python3-venv)
fi
if [[ $what == browser ]]; then
  needs+=(chromium=chromium pdftotext=poppler-utils)
  # Without a single font there are no letters.
  if ! command -v fc-list >/dev/null || [[ -z $(fc-list) ]]; then
    needs+=(no-command-of-fonts=fonts-liberation)
  fi
fi
Scripts/install-dependencies.sh "${needs[@]}" >&2
if ! cmp -s "$list" "$home/installed"; then
  echo "Installing into .build/tools/$what: $(tr '\n' ' ' <"$list")" >&2
  rm -rf "$home"
  python3 -m venv "$home" >&2
  "$home/bin/pip" install --quiet --disable-pip-version-check -r "$list" >&2
  cp "$list" "$home/installed"
fi
echo "$home/bin/python"

#!/usr/bin/env python3
"""Loads the CSV files of reports in DuckDB and pandas and compares what they find with Docs/Columns.md.

    tables.py FOLDER...

- Every column is documented, and every documented column is there.
- Read without being told anything, columns of numbers, dates and truths are found as such.
- Read with the documented types, every cell is what Python's own reader finds, and nothing is missing but empty cells.
- No text begins with what a spreadsheet would run as a formula.

Ends with 1 and a list when something is wrong, and with 3 when neither reader is installed.
"""
import csv
import datetime
import math
import pathlib
import re
import sys

try:
    import duckdb
except ImportError:
    duckdb = None
try:
    import pandas
except ImportError:
    pandas = None

NAMES = ("metrics.csv", "comparison.csv", "curves.csv", "weekly.csv")
COLUMNS = pathlib.Path(__file__).resolve().parents[2] / "Docs/Columns.md"
SQL = {"text": "VARCHAR", "number": "DOUBLE", "whole": "BIGINT", "date": "DATE", "truth": "BOOLEAN"}
# What DuckDB may make of a column by itself: numbers that happen to be whole are whole numbers.
FOUND = {"number": {"DOUBLE", "BIGINT"}, "whole": {"BIGINT"}, "date": {"DATE"}, "truth": {"BOOLEAN"}}
READ = {"text": str, "number": float, "whole": int, "date": datetime.date.fromisoformat, "truth": {"true": True, "false": False}.get}
FORMULA = re.compile('^[\t\r\n]|(?:^|[;\t\r\n])[\\s"\u200b\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]')


def documented():
    """For each file the names of its columns with their types; `<measure>` stands for any name."""
    tables, file = {}, None
    for line in COLUMNS.read_text().splitlines():
        if line.startswith("## "):
            file = line[3:] if line[3:] in NAMES else None
        elif file and line.startswith("| `"):
            names, kind = line.split("|")[1:3]
            tables.setdefault(file, []).extend((name, kind.strip()) for name in re.findall("`([^`]+)`", names))
    return tables


def type_of(column, columns):
    exact = dict(columns).get(column)
    if exact:
        return exact
    # The longest pattern that fits: `x_lower` is a limit and not a measure.
    fits = [(len(name), kind) for name, kind in columns
            if "<measure>" in name and re.fullmatch(re.escape(name).replace("<measure>", "[a-z0-9_]+"), column)]
    return max(fits)[1] if fits else None


def check(path, columns, say):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, strict=True))
    head, body = rows[0], rows[1:]
    kinds = {name: type_of(name, columns) for name in head}
    for name in [name for name, kind in kinds.items() if kind is None]:
        say(f"{name} is not in Docs/Columns.md")
        kinds[name] = "text"
    for name, _ in columns:
        if "<measure>" not in name and name not in kinds:
            say(f"{name} is documented and not there")
    known = {name: [row[place] != "" for row in body] for place, name in enumerate(head)}
    truth = {}
    for place, name in enumerate(head):
        try:
            truth[name] = [READ[kinds[name]](row[place]) if row[place] else None for row in body]
        except ValueError as error:
            say(f"{name} is not {kinds[name]}: {error}")
            return
        for text in (row[place] for row in body):
            if kinds[name] == "text" and FORMULA.search(text):
                say(f"{name}: a spreadsheet would run {text[:40]!r}")
    if duckdb:
        by_itself = duckdb.sql(f"SELECT * FROM read_csv('{path}', sample_size = -1)")
        for name, found in zip(by_itself.columns, map(str, by_itself.types)):
            if kinds[name] in FOUND and any(known[name]) and found not in FOUND[kinds[name]]:
                say(f"DuckDB takes {name} for {found}, not {kinds[name]}")
        types = ", ".join(f"'{name}': '{SQL[kind]}'" for name, kind in kinds.items())
        told = duckdb.sql(f"SELECT * FROM read_csv('{path}', header = true, columns = {{{types}}})")
        compare("DuckDB", dict(zip(told.columns, zip(*told.fetchall()))), truth, say)
    if pandas:
        by_itself = pandas.read_csv(path, low_memory=False)
        for name in head:
            if kinds[name] in ("number", "whole") and any(known[name]):
                if not pandas.api.types.is_numeric_dtype(by_itself[name]):
                    say(f"pandas takes {name} for {by_itself[name].dtype}, not {kinds[name]}")
        dtype = {"text": "string", "number": "Float64", "whole": "Int64", "truth": "boolean"}
        told = pandas.read_csv(
            path, keep_default_na=False, na_values=[""],
            dtype={name: dtype[kind] for name, kind in kinds.items() if kind in dtype},
            parse_dates=[name for name, kind in kinds.items() if kind == "date"])
        found = {}
        for name in head:
            values = [None if pandas.isna(value) else value for value in told[name]]
            found[name] = [value.date() if value and kinds[name] == "date" else value for value in values]
        compare("pandas", found, truth, say)


def same(one, two):
    """Equal; the last bit of a number is a reader's own affair."""
    if isinstance(one, float) and isinstance(two, float):
        return math.isclose(one, two, rel_tol=1e-14)
    return one == two


def compare(reader, found, truth, say):
    for name, values in truth.items():
        other = list(found.get(name, []))
        if len(other) != len(values):
            say(f"{reader} reads {len(other)} rows of {len(values)}")
            return
        unlike = [(row, one, two) for row, (one, two) in enumerate(zip(values, other)) if not same(one, two)]
        if unlike:
            row, one, two = unlike[0]
            say(f"{reader} reads {name} in row {row + 2} as {two!r}, not {one!r} (and {len(unlike) - 1} more)")


def main(folders):
    if not duckdb and not pandas:
        print("Skipped: neither DuckDB nor pandas is installed.")
        return 3
    readers = " and ".join(name for name, module in (("DuckDB", duckdb), ("pandas", pandas)) if module)
    tables, passed, failed = documented(), 0, 0
    for folder in folders:
        for name in NAMES:
            faults = []
            check(pathlib.Path(folder) / name, tables[name], faults.append)
            passed, failed = passed + (not faults), failed + bool(faults)
            for fault in faults:
                print(f"{folder}/{name}: {fault}")
    print(f"Read with {readers}.")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Holds the Arrow and Parquet files of `onpar facts` against its CSV and JSONL, with the readers of others.

    columns.py FOLDER

FOLDER holds what columns.sh wrote: the same facts as CSV, JSONL, Arrow and Parquet, four times over.

- pyarrow finds both files valid and equal, DuckDB and Polars read the same of them.
- Names, order and every cell are those of the CSV; types are those of Docs/FactsFile.md.
- The column facts_row and the note onpar.counts are the JSONL file, byte for byte.
- The golden stream of the Swift tests is what it should be.
"""
import csv
import datetime
import math
import pathlib
import sys

import duckdb
import polars
import pyarrow
import pyarrow.ipc
import pyarrow.parquet

ROOT = pathlib.Path(__file__).resolve().parents[2]
UTC = datetime.timezone.utc
TIMES = {"contact_start", "contact_end"}
faults = []


def say(text):
    faults.append(text)
    print(text)


def type_of(name, names):
    """The type that Docs/FactsFile.md gives a column."""
    if name in TIMES:
        return pyarrow.timestamp("ms", "UTC")
    if name == "engaged":
        return pyarrow.bool_()
    if name == "source_line":
        return pyarrow.int64()
    if name + "_null" in names:
        return None  # a metric: true or false, or a number
    return pyarrow.string()


def cell(text, kind):
    """A cell of CSV as the typed files should have it."""
    if text == "":
        return None
    if kind == pyarrow.bool_():
        return {"1": True, "0": False}[text]
    if kind == pyarrow.int64():
        return int(text)
    if kind == pyarrow.float64():
        return float(text)
    if pyarrow.types.is_timestamp(kind):
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    # CSV keeps spreadsheets from running what looks like a formula.
    if text[0] == "'" and text[1:2] in set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"):
        return text[1:]
    return text


def same(one, two):
    if isinstance(one, float) and isinstance(two, float) and math.isnan(one):
        return math.isnan(two)
    if isinstance(one, datetime.datetime) and isinstance(two, datetime.datetime):
        return one.astimezone(UTC) == two.astimezone(UTC)
    return type(one) is type(two) and one == two


def compare(what, names, found, wanted):
    if list(found) != names:
        say(f"{what}: other columns")
        return
    for name in names:
        one, two = list(found[name]), wanted[name]
        if len(one) != len(two):
            say(f"{what}: {len(one)} rows of {len(two)}")
            return
        for row, (left, right) in enumerate(zip(one, two)):
            if not same(left, right):
                say(f"{what}: {name} in row {row} is {left!r}, not {right!r}")
                break


def check(folder, stem):
    arrow_path, parquet_path = folder / f"{stem}.arrow", folder / f"{stem}.parquet"
    with pyarrow.ipc.open_stream(arrow_path) as stream:
        schema, batches = stream.schema, list(stream)
    table = pyarrow.Table.from_batches(batches, schema)
    table.validate(full=True)
    parquet = pyarrow.parquet.read_table(parquet_path)
    parquet.validate(full=True)
    if not table.equals(parquet, check_metadata=False):
        say(f"{stem}: Arrow and Parquet differ")
    if not table.schema.equals(parquet.schema, check_metadata=False):
        say(f"{stem}: the types of Arrow and Parquet differ")
    names = table.schema.names
    with open(folder / f"{stem}.csv", newline="", encoding="utf-8") as file:
        head, *rows = list(csv.reader(file, strict=True))
    if names != head + ["facts_row"]:
        say(f"{stem}: the columns are not those of the CSV file and facts_row")
    for name in head:
        kind, wanted = table.schema.field(name).type, type_of(name, set(head))
        if wanted is None:
            if kind not in (pyarrow.bool_(), pyarrow.float64()):
                say(f"{stem}: {name} is {kind}")
        elif kind != wanted:
            say(f"{stem}: {name} is {kind}, not {wanted}")
    lines = (folder / f"{stem}.jsonl").read_bytes().decode().split("\n")[:-1]
    wanted = {name: [cell(row[place], table.schema.field(name).type) for row in rows]
              for place, name in enumerate(head)}
    wanted["facts_row"] = lines[:-1]
    for what, meta in (("Arrow", schema.metadata), ("Parquet", parquet.schema.metadata)):
        if meta.get(b"onpar.counts", b"").decode() != lines[-1]:
            say(f"{stem}: the counts in {what} are not those of the JSONL file")
    compare(f"{stem}: pyarrow", names, table.to_pydict(), wanted)
    duckdb.sql("SET TimeZone = 'UTC'")
    for what, relation in (("Parquet", duckdb.read_parquet(str(parquet_path))), ("Arrow", duckdb.from_arrow(table))):
        compare(f"{stem}: DuckDB, {what}", names, relation.to_arrow_table().to_pydict(), wanted)
    for what, frame in (("Parquet", polars.read_parquet(parquet_path)), ("Arrow", polars.read_ipc_stream(arrow_path))):
        compare(f"{stem}: Polars, {what}", names, frame.to_dict(as_series=False), wanted)
    nulls = sum(table.column(name).null_count for name in names)
    print(f"{stem}: {table.num_rows} rows in {len(batches)} batches, {len(names)} columns, {nulls} nulls")


def check_golden():
    """The stream that the Swift tests hold in place."""
    with pyarrow.ipc.open_stream(ROOT / "Tests/ColumnarTests/Golden/few.arrow") as stream:
        table = stream.read_all()
    table.validate(full=True)
    start = datetime.datetime(1970, 1, 1, tzinfo=UTC)
    wanted = {
        "name": ["Käthe", None, ""],
        "time": [start + datetime.timedelta(milliseconds=1772445600000), None, start - datetime.timedelta(milliseconds=1)],
        "known": [True, None, False],
        "count": [3, None, -2**63],
        "share": [0.25, None, -0.5],
    }
    compare("golden", list(wanted), table.to_pydict(), wanted)
    if table.schema.metadata != {b"made.by": b"hand", b"leer": b""}:
        say(f"golden: other notes: {table.schema.metadata}")


folder = pathlib.Path(sys.argv[1])
checks = [check_golden] + [lambda stem=stem: check(folder, stem) for stem in ("facts", "none", "keyed", "core")]
failed = 0
for run in checks:
    before = len(faults)
    run()
    failed += len(faults) > before
print(f"{len(checks) - failed} passed, {failed} failed")
sys.exit(1 if failed else 0)

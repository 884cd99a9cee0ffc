#!/usr/bin/env python3
"""Measures the comparison stage alone, on invented facts and one thread.

    comparison.py BINARY            one million contacts, every measure
    comparison.py BINARY --write    ten million as well, and RESULTS.md is renewed

The binary is `comparison-benchmark` in release mode. It prints what the stage cost; making the table is not in it.
"""
import argparse
import pathlib
import subprocess

import tables

HERE = pathlib.Path(__file__).resolve().parent
SMALL, LARGE = 1_000_000, 10_000_000
RUNS = [
    ("every measure", SMALL, []), ("headline measures", LARGE, ["headline"]),
    ("every measure", LARGE, []),
]


def measure(binary, contacts, more):
    out = subprocess.run([binary, str(contacts), *more], check=True, capture_output=True, text=True).stdout
    return dict(line.split(" ", 1) for line in out.splitlines())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=pathlib.Path)
    parser.add_argument("--write", action="store_true", help="renew the table of RESULTS.md")
    chosen = parser.parse_args()
    lines = ["| | contacts | CPU s | µs per contact | peak memory MB | of it the table |",
             "|---|---:|---:|---:|---:|---:|"]
    for name, contacts, more in RUNS if chosen.write else RUNS[:1]:
        found = measure(chosen.binary, contacts, more)
        seconds = float(found["cpu_seconds"])
        lines.append(f"| {name} | {contacts:,} | {seconds:.1f} | {seconds / contacts * 1e6:.2f} | "
                     f"{found['peak_megabytes']} | {found['table_megabytes']} |")
    print("\n".join(lines))
    if chosen.write:
        page = HERE / "RESULTS.md"
        content = f"{tables.machine_line()}\n\n" + "\n".join(lines)
        page.write_text(tables.put_section(page.read_text("utf-8"), "comparison", content), "utf-8")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Counts the instructions that a message costs, and holds them against those of Benchmarks/instructions.json.

    instructions.py            counts, prints, and ends with 1 when a case takes more than the tolerance allows
    instructions.py --write    counts and renews the file: on purpose, with a commit that says why

Seconds depend on what else a machine does; instructions hardly do, so a slow-down of a few percent shows. Each case
runs under Valgrind on two samples of different size, one thread. What the larger one takes more, divided by the
messages that it has more, is the cost of a message; what is left is what a run costs whatever it reads, drawn out from
both. Inflating and reading from disk are in it, waiting is not.

The counts belong to a compiler and to a processor's instruction set: elsewhere they are other ones, and only a file
written there says anything.
"""
import argparse
import json
import pathlib
import platform
import re
import subprocess
import sys
import tempfile

import tables
from inputs import ENDINGS, SEED

HERE = pathlib.Path(__file__).resolve().parent
KEPT = HERE / "instructions.json"
SMALL, LARGE = 150, 750
"""Contacts of the two samples: some 5,000 and 23,000 messages."""
TOLERANCE = 0.03
"""What a case may take more. Two runs of one binary differ by less than 0.5 %."""

CASES = {
    "messages": ("messages", []),
    "messages, --metrics core": ("messages", ["--metrics", "core"]),
    "messages, without detectors": ("messages", ["--config", "{folder}/without.yaml"]),
    "conversations": ("conversations", []),
    "XML": ("xml", []),
}


def sample(onpar, folder, layout, contacts):
    path = folder / f"{contacts}{ENDINGS[layout]}"
    with open(path, "wb") as file:
        subprocess.run([onpar, "sample", "--scenario", "bench", "--seed", str(SEED), "--conversations", str(contacts),
                        "--layout", layout], check=True, stdout=file)
    return path


def count(onpar, folder, path, flags):
    """The instructions of one whole report."""
    flags = [flag.format(folder=folder) for flag in flags] or ["--no-config"]
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", onpar, "report",
               str(path), "--out", str(folder / "out"), "--jobs", "1", "--quiet", *flags]
    # Swift seeds its hash tables by chance; told not to, every run does the same.
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder,
                          env={"PATH": "/usr/bin:/bin", "SWIFT_DETERMINISTIC_HASHING": "1"})
    found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"bench-check: {' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
    return int(found[1].replace(",", ""))


def measure(onpar):
    """For each case instructions per message, and millions of instructions of a run without messages."""
    with tempfile.TemporaryDirectory(prefix="onpar-instructions-") as name:
        folder = pathlib.Path(name)
        (folder / "without.yaml").write_text("detectors: false\n")
        # Valgrind does not read the debug information of so large a program.
        plain = folder / "onpar"
        subprocess.run(["strip", "-g", onpar, "-o", plain], check=True)
        files = {(layout, size): sample(onpar, folder, layout, size)
                 for layout in ENDINGS for size in (SMALL, LARGE)}
        messages = {size: files["messages", size].read_bytes().count(b"\n") for size in (SMALL, LARGE)}
        counts = {}
        for case, (layout, flags) in CASES.items():
            small, large = (count(str(plain), folder, files[layout, size], flags) for size in (SMALL, LARGE))
            each = (large - small) / (messages[LARGE] - messages[SMALL])
            counts[case] = {
                "instructions_per_message": round(each),
                "million_instructions_besides": round((small - each * messages[SMALL]) / 1e6)}
            print(f"  {case}: {each:,.0f} a message", file=sys.stderr)
        return counts


def swift():
    return next(iter(tables.output(["swift", "--version"]).splitlines()), "unknown")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onpar", default=str(HERE.parent / "onpar"), help="the release binary")
    parser.add_argument("--write", action="store_true", help="renew the file")
    arguments = parser.parse_args()
    place = {"architecture": platform.machine(), "swift": swift()}
    counts = measure(str(pathlib.Path(arguments.onpar).resolve()))
    if arguments.write:
        KEPT.write_text(json.dumps({**place, "tolerance": TOLERANCE, "cases": counts}, indent=2) + "\n")
        print(f"Written to {KEPT.relative_to(HERE.parent)}.")
        return
    kept = json.loads(KEPT.read_text())
    for name, value in place.items():
        if kept[name] != value:
            print(f"Not comparable: the file was written with {kept[name]}, here is {value}.")
            sys.exit(69)
    worst = 0
    print("| | instructions a message | the file says | more | besides, million | the file says |")
    print("|---|---:|---:|---:|---:|---:|")
    for case, own in counts.items():
        before = kept["cases"].get(case)
        if before is None:
            sys.exit(f"bench-check: the file has no case {case}; make bench-check-renew writes it")
        each, start = own["instructions_per_message"], own["million_instructions_besides"]
        more = each / before["instructions_per_message"] - 1
        worst = max(worst, more, start / before["million_instructions_besides"] - 1)
        print(f"| {case} | {each:,} | {before['instructions_per_message']:,} | {more:+.1%} | {start:,} | "
              f"{before['million_instructions_besides']:,} |")
    if worst > kept["tolerance"]:
        print(f"Slower than the file by {worst:.1%}; allowed are {kept['tolerance']:.0%}. Find out why, or renew the "
              "file on purpose: make bench-check-renew")
        sys.exit(1)
    print(f"No case takes over {kept['tolerance']:.0%} more than the file says.")


if __name__ == "__main__":
    main()

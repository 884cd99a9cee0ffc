#!/usr/bin/env python3
"""Measures what a message costs, part by part of the program: nanoseconds of one processor.

    costs.py                         the messages layout, 1 GB; prints a table
    costs.py --write                 renews the table of RESULTS.md

`onpar report --jobs 1` runs under `perf record`, which asks some thousand times a second where the program is. Each
answer is counted for the source file of the innermost line of our own: what a library, the language or the system
does is a cost of whoever called it. Files are put together by folder, as in `PARTS`. Start-up is in it, and vanishes at
this size. Of three runs the shortest counts.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import tables
from inputs import Inputs

HERE = pathlib.Path(__file__).resolve().parent
SOURCES = str(HERE.parent / "Sources") + "/"
ROUNDS = 3
"""Runs of each program, of which the shortest counts: what other programs cost is in none of the parts."""
RATE = 1999
"""How often a second perf looks; no multiple of what a system does regularly."""

PROGRAMS = {"every metric": [], "without detectors": ["--config", "{folder}/without.yaml"],
            "--metrics core": ["--metrics", "core"]}

PARTS = [
    ("reading blocks and lines", ["ByteStreams", "Pipeline/Ingest"]),
    ("JSON to records", ["Records", "CVectors"]),
    ("cutting texts into words", ["Wording/Tokenizer", "Wording/TokenHash", "Wording/Character", "Wording/TextCutter",
                                  "Wording/UTF8Reader", "Wording/WebAddress", "Wording/Alphabets"]),
    ("finding phrases: M19, M28, M30–M32, M48, M50, M54, M57–M60",
     ["Wording/Phrase", "Wording/SearchStates", "Wording/Vocabulary", "Wording/Marks", "CLexicons"]),
    ("telling languages: M05", ["Wording/Language"]),
    ("sentiment: M49", ["Signals/Valence", "Signals/Lists"]),
    ("stop and negative words, masks, the rest of the wording", ["Wording"]),
    ("texts that came before", ["Conversations/Ingest/RememberedTexts"]),
    ("loops, repetition, rephrasing and canned replies: M45, M46, M53, M55", ["Conversations/Ingest/RepeatSearch", "Facts/Linking/TemplateCounts"]),
    ("learned model of messages: D1–D4", ["Signals"]),
    ("keeping messages, conversation by conversation", ["Conversations/Ingest"]),
    ("contacts: doubles, joins and splits", ["Conversations"]),
    ("facts: who took part, times and turns", ["Facts/Contacts", "Facts/Time", "Facts/Responder"]),
    ("facts: outcome, hand-off, repeat contact, frustration and the other themes",
     ["Facts/Outcome", "Facts/Handoff", "Facts/Repeat", "Facts/Frustration", "Facts/Satisfaction", "Facts/Volume",
      "Facts/Vendors", "Facts/Workload", "Facts/Detectors", "Facts/Signals"]),
    ("facts: links between contacts", ["Facts/Linking"]),
    ("the table of contacts", ["Facts", "Cohorts"]),
    ("comparisons: counts and sums", ["Comparisons"]),
    ("comparisons: intervals and weights", ["Statistics"]),
    ("writing the report", ["Reporting", "Serialization", "Redaction"]),
]
"""Parts and the beginnings of the paths below Sources that belong to them; the first that fits counts."""
REST = "all else"


def part(path):
    return next((title for title, places in PARTS if any(path.startswith(place) for place in places)), REST)


def profile(onpar, path, folder, flags):
    """For each sample its addresses in the program, from the innermost outwards."""
    data = folder / "perf.data"
    flags = [flag.format(folder=folder) for flag in flags] or ["--no-config"]
    subprocess.run(
        ["perf", "record", "-q", "-e", "cpu-clock", "-F", str(RATE), "--call-graph", "fp", "-o", data, onpar, "report",
         path, "--out", folder / "out", "--jobs", "1", "--quiet", *flags], check=True)
    text = subprocess.run(["perf", "script", "-i", data, "-F", "comm,event,ip,dso"], check=True, capture_output=True,
                          text=True).stdout
    samples = []
    for line in text.splitlines():
        if frame := re.match(r"\s+([0-9a-f]+) \((.+)\)$", line):
            if frame[2] == str(onpar): samples[-1].append(int(frame[1], 16))
        elif line:
            samples.append([])
    return samples


def places(onpar, addresses):
    """For each address the file of the innermost line of our own, below Sources; None where there is none."""
    asked = "".join(f"{address:#x}\n" for address in addresses)
    answers = subprocess.run(["llvm-symbolizer", f"--obj={onpar}", "--output-style=JSON", "--inlines"], input=asked,
                             check=True, capture_output=True, text=True).stdout
    found = {}
    for line in answers.splitlines():
        answer = json.loads(line)
        names = [symbol["FileName"] for symbol in answer.get("Symbol", [])]
        own = (name.removeprefix(SOURCES) for name in names if name.startswith(SOURCES))
        found[int(answer["Address"], 16)] = next(own, None)
    return found


def measure(onpar, path, say):
    """For each program the nanoseconds of a message by part."""
    with open(path, "rb") as file:
        messages = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    costs = {}
    with tempfile.TemporaryDirectory(prefix="onpar-costs-") as name:
        folder = pathlib.Path(name)
        (folder / "without.yaml").write_text("detectors: false\n")
        for program, flags in PROGRAMS.items():
            say(f"  {program}")
            samples = min((profile(onpar, path, folder, flags) for _ in range(ROUNDS)), key=len)
            # An outer address is where a call returns to: the line of the call is before it.
            samples = [sample[:1] + [address - 1 for address in sample[1:]] for sample in samples]
            where = places(onpar, {address for sample in samples for address in sample})
            counts = collections.Counter(
                next((part(where[address]) for address in sample if where.get(address)), REST) for sample in samples)
            costs[program] = {title: count * 1e9 / RATE / messages for title, count in counts.items()}
    return costs


def table(costs):
    lines = ["| ns a message | " + " | ".join(costs) + " |", "|---|" + "---:|" * len(costs)]
    for title in [*(title for title, _ in PARTS), REST]:
        cells = [f"{cost[title]:.0f}" if title in cost else "" for cost in costs.values()]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    lines.append("| **together** | " + " | ".join(f"{sum(cost.values()):,.0f}" for cost in costs.values()) + " |")
    return "\n".join(lines)


def say(line):
    print(line, file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onpar", type=pathlib.Path, default=HERE.parent / "onpar",
                        help="the release binary (./onpar, as `make build` leaves it)")
    parser.add_argument("--data", type=pathlib.Path, default=HERE / ".data", help="folder of inputs")
    parser.add_argument("--input", type=pathlib.Path, help="a file of messages to measure on, in place of the benchmark's")
    parser.add_argument("--write", action="store_true", help="renew the table of RESULTS.md")
    chosen = parser.parse_args()
    if not chosen.onpar.exists():
        sys.exit(f"{chosen.onpar} is missing: run `make build`, or name a release binary with --onpar")
    if chosen.write and chosen.input:
        parser.error("only the benchmark's own input is written down")
    onpar = chosen.onpar.resolve()
    path = chosen.input or Inputs(onpar, chosen.data, say).path("1 GB")
    text = f"{tables.machine_line()}\n\n{table(measure(onpar, path, say))}"
    print(text)
    if chosen.write:
        page = HERE / "RESULTS.md"
        page.write_text(tables.put_section(page.read_text("utf-8"), "costs", text), "utf-8")
        say("RESULTS.md is renewed.")


if __name__ == "__main__":
    main()

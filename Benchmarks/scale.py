#!/usr/bin/env python3
"""Measures the parts of a run that several machines share, and renews the tables of Docs/Scale.md.

    scale.py [--onpar PATH] [--data FOLDER] [--write]

Messages of `onpar sample --scenario bench`, each conversation scattered over all files, in two sizes. Every part runs
with one worker; processor time and memory are the operating system's account of each finished process.
"""
import argparse
import json
import pathlib
import shutil
import subprocess

import inputs
import measure
import tables

ROOT = pathlib.Path(__file__).resolve().parents[1]
FILES = 4
MEMORY = "256M"
"""What reading may take in the bounded run."""
CORE_HOUR = 0.05
"""Assumed price of a core for an hour, in euros or dollars."""


def cost(onpar, *arguments):
    return measure.run(measure.Program(arguments[0], [str(onpar), *map(str, arguments)], None))


def scattered(path, folder):
    folder.mkdir(parents=True)
    files = [open(folder / f"{number}.jsonl", "wb") for number in range(FILES)]
    with open(path, "rb") as lines:
        for number, line in enumerate(lines):
            files[number % FILES].write(line)
    for file in files:
        file.close()
    return sorted(folder.iterdir())


def stages(onpar, files, folder):
    """What each stage cost, as runs by name."""
    plain = ["--no-config", "--quiet"]
    one = [*plain, "--jobs", "1"]
    found = {"one run": [cost(onpar, "report", files[0].parent, "--out", folder / "one", *one)]}
    found["bounded"] = [cost(onpar, "report", files[0].parent, "--out", folder / "bounded", *one, "--memory", MEMORY)]
    (folder / "dealt").mkdir()
    found["shard"] = [
        cost(onpar, "shard", path, "--by", "conversation", "--buckets", FILES, "--out", folder / f"dealt/{path.stem}", *one)
        for path in files]
    summaries = [folder / f"{number}.summary" for number in range(FILES)]
    found["summarize"] = [
        cost(onpar, "summarize", "--bucket", folder / f"dealt/*/bucket-{number:05}.jsonl", "--raw-ids", "-o", path,
             "--receipt", path.with_suffix(".receipt"), *one)
        for number, path in enumerate(summaries)]
    whole = folder / "whole.summary"
    found["merge"] = [cost(onpar, "merge", *summaries, "-o", whole, "--quiet")]
    found["report"] = [cost(onpar, "report", whole, "--from-summary", "--out", folder / "merged", *one)]
    for path in (folder / "one").iterdir():
        for way in ("merged", "bounded"):
            if path.read_bytes() != (folder / way / path.name).read_bytes():
                raise measure.Failure(f"{path.name} of the {way} report is another")
    receipts = [json.loads(path.with_suffix(".receipt").read_text()) for path in summaries]
    counts = {"messages": sum(one["records"] for one in receipts), "conversations": sum(one["rows"] for one in receipts),
              "contacts": json.loads((folder / "one/run.json").read_text())["contacts"]}
    return found, counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onpar", type=pathlib.Path, default=ROOT / "onpar")
    parser.add_argument("--data", type=pathlib.Path, default=ROOT / "Benchmarks/.data")
    parser.add_argument("--write", action="store_true", help="renew the tables of Docs/Scale.md")
    chosen = parser.parse_args()
    onpar, data = chosen.onpar.resolve(), chosen.data.resolve()
    made = inputs.Inputs(onpar, data, print)
    results = []
    for size in ("100 MB", "1 GB"):
        folder = data / "scale"
        shutil.rmtree(folder, ignore_errors=True)
        results.append(stages(onpar, scattered(made.path(size), folder / "in"), folder))
        shutil.rmtree(folder)
    text = page(*results)
    print(text)
    if chosen.write:
        path = ROOT / "Docs/Scale.md"
        path.write_text(tables.put_section(path.read_text("utf-8"), "scale", text), "utf-8")


def page(small, large):
    runs, counts = large
    messages = counts["messages"]
    lines = [
        f"{messages:,} messages in {counts['conversations']:,} conversations, which are {counts['contacts']:,} contacts, scattered over {FILES} files; 2 virtual processors, one worker a process, other work beside it.",
        "",
        "| stage | runs on | CPU µs per message | million messages per hour and core | largest process, MB |",
        "|---|---|---:|---:|---:|",
    ]
    places = {"shard": "every core", "summarize": "every core", "merge": "one core", "report": "one machine",
              "one run": "for comparison: `onpar report` over the files",
              "bounded": f"the same with `--memory {MEMORY}`"}
    spread = {}
    for stage, place in places.items():
        spent = sum(run.cpu for run in runs[stage])
        spread[stage] = spent / messages * 1e6
        lines.append(f"| {stage} | {place} | {tables.figure(spread[stage])} | {tables.figure(3600 / spread[stage])} | "
                     f"{max(run.memory for run in runs[stage]) / 1e6:.0f} |")
    total = sum(spread[stage] for stage in ("shard", "summarize", "merge", "report"))
    whole = sum(spread[stage] for stage in ("summarize", "merge", "report"))
    lines += [f"| all of it | | {tables.figure(total)} | {tables.figure(3600 / total)} | |",
              f"| without `shard` | | {tables.figure(whole)} | {tables.figure(3600 / whole)} | |", ""]
    for stage, name in (("one run", "`onpar report`"), ("bounded", f"`onpar report --memory {MEMORY}`"),
                        ("report", "`report --from-summary`")):
        more = large[0][stage][0].memory - small[0][stage][0].memory
        each = [f"{tables.figure(more / (large[1][what] - small[1][what]) * 1e6 / 1e9)} GB per million {what}"
                for what in ("contacts", "conversations")]
        lines.append(f"- Memory of {name}: {each[0]}, {each[1]}.")
    hours = total * 1e9 / 1e6 / 3600
    lines.append(f"- A billion messages: {tables.figure(hours)} core-hours; at an assumed {CORE_HOUR:.2f} per core-hour, "
                 f"{tables.figure(hours * CORE_HOUR)} (euros or dollars). Without `shard` {tables.figure(whole / 3.6)} core-hours.")
    return "\n".join(lines)


if __name__ == "__main__":
    main()

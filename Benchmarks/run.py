#!/usr/bin/env python3
"""Measures `onpar report`, alone and beside other programs on the same machine in the same minutes.

    run.py start layouts large            a few messages, the layouts at 100 MB, then 1 GB; needs Python alone
    run.py peers peers-large peers-sentences peers-gzip
                                          beside DuckDB, Polars and plain Python; needs peers/requirements.txt
    run.py --write                        all of them, and RESULTS.md is renewed

Inputs are made by `onpar sample` on first use and kept in --data (about 2 GB with the largest). A run that
fails, or whose result differs between rounds, ends everything with status 1: such figures mean nothing.
"""
import argparse
import dataclasses
import json
import pathlib
import subprocess
import sys

import suites
import tables
from inputs import Inputs
from measure import Failure, rounds

HERE = pathlib.Path(__file__).resolve().parent
ALL = ["start", "layouts", "large", "peers", "peers-large", "peers-sentences", "peers-gzip"]
ROUNDS, LARGE_ROUNDS, START_ROUNDS = 5, 5, 25


def say(line):
    print(line, file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suites", nargs="*", metavar="suite", help=f"of {', '.join(ALL)}; all without")
    parser.add_argument("--rounds", type=int, default=ROUNDS,
                        help=f"of the 100 MB suites ({ROUNDS})")
    parser.add_argument("--large-rounds", type=int, default=LARGE_ROUNDS,
                        help=f"of the 1 GB suites ({LARGE_ROUNDS})")
    parser.add_argument("--onpar", type=pathlib.Path, default=HERE.parent / "onpar",
                        help="the release binary (./onpar, as `make build` leaves it)")
    parser.add_argument("--python", type=pathlib.Path, default=HERE / ".data/venv/bin/python",
                        help="the Python that has the peers (of Benchmarks/.data/venv)")
    parser.add_argument("--data", type=pathlib.Path, default=HERE / ".data", help="folder of inputs")
    parser.add_argument("--json", type=pathlib.Path, help="where every run is kept (DATA/last.json)")
    parser.add_argument("--write", action="store_true", help="renew the tables of RESULTS.md")
    parser.add_argument("--tiny", action="store_true",
                        help="2 MB in place of 100 MB and 1 GB: tries the suite, measures nothing")
    chosen = parser.parse_args()
    for name in chosen.suites:
        if name not in ALL:
            parser.error(f"no suite is called {name}; there are {', '.join(ALL)}")
    if chosen.tiny and chosen.write:
        parser.error("--tiny measures nothing that could be written")
    if min(chosen.rounds, chosen.large_rounds) < 1:
        parser.error("at least one round is needed")
    chosen.suites = [name for name in ALL if name in (chosen.suites or ALL)]
    return chosen


def suite(name, chosen, inputs):
    small, large = ("tiny", "tiny") if chosen.tiny else ("100 MB", "1 GB")
    # Not resolved: a virtual environment's Python is a link, and is told by where it stands.
    onpar, python = chosen.onpar.resolve(), chosen.python.absolute()
    if name == "start":
        return suites.start(onpar, inputs)
    if name == "layouts":
        return suites.layouts(onpar, inputs, small)
    if name == "large":
        return suites.large(onpar, inputs, large)
    if name == "peers":
        return suites.peers(onpar, inputs, python, small)
    if name == "peers-sentences":
        return None if chosen.tiny else suites.peers_sentences(onpar, inputs, python)
    if name == "peers-gzip":
        return suites.peers_gzip(onpar, inputs, python, large)
    return suites.peers(onpar, inputs, python, large, with_python=False)


def check_same(one, runs):
    """Those who do one job must have come to the same figures, or they did not do the same job."""
    for group in one.same_result:
        names = "; ".join(group)
        if len({runs[name][0].table for name in group}) > 1:
            raise Failure(f"{one.title}: the figures are not the same in all of: {names}")
        say(f"  the same figures from: {names}")


def check_counts(onpar, path):
    """What Onpar finds in a file must be what a reference counts there that is written to be read."""
    found = json.loads(tables.output([str(onpar), "inspect", "--json", "--quiet", str(path)]) or "{}")
    reference = json.loads(tables.output([sys.executable, "-B", str(suites.PEERS / "counts.py"), str(path)]) or "{}")
    if not reference or any(found.get(name) != count for name, count in reference.items()):
        raise Failure(f"{path}: onpar inspect does not count what peers/counts.py counts: {reference}")
    say("  the same conversations and messages by role from: onpar inspect; peers/counts.py")


def notes_of(results):
    """What is said below the tables, from two suites together."""
    notes = {}
    if "layouts" in results and "large" in results:
        ends = []
        for name in ("layouts", "large"):
            measured, runs, _ = results[name]
            program = measured.programs[0]
            ends.append((program, runs[program.name]))
        notes["growth"] = tables.growth(*ends)
    return notes


def write_page(results, notes, chosen):
    page = HERE / "RESULTS.md"
    text = page.read_text("utf-8")
    with_peers = any(name.startswith("peers") for name in results)
    machine = tables.machine(chosen.onpar.resolve(), chosen.python if with_peers else None)
    if chosen.rounds < ROUNDS or chosen.large_rounds < LARGE_ROUNDS:
        machine += (f"\n- **A short run**, with fewer rounds than the usual {ROUNDS} and {LARGE_ROUNDS}: "
                    "take it for the order of magnitude.")
    text = tables.put_section(text, "machine", machine)
    for name, result in results.items():
        text = tables.put_section(text, name, tables.for_results(*result))
    for name, note in notes.items():
        text = tables.put_section(text, name, note)
    page.write_text(text, "utf-8")
    say(f"RESULTS.md is renewed: {', '.join(results)}.")


def keep(results, path):
    kept = {
        name: {
            "others_share_of_processors": load,
            "programs": {
                program.name: {
                    "input_bytes": program.input_bytes(),
                    "runs": [dataclasses.asdict(run) for run in runs[program.name]],
                } for program in measured.programs},
        } for name, (measured, runs, load) in results.items()}
    path.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def is_older_than_sources(binary):
    sources = [*HERE.parent.glob("Sources/**/*"), HERE.parent / "Package.swift"]
    return binary.stat().st_mtime < max(path.stat().st_mtime for path in sources)


def main():
    chosen = arguments()
    if not chosen.onpar.exists():
        sys.exit(f"{chosen.onpar} is missing: run `make build`, or name a release binary with --onpar")
    if chosen.write and is_older_than_sources(chosen.onpar):
        sys.exit(f"{chosen.onpar} is older than the sources, and RESULTS.md would name the wrong commit")
    inputs = Inputs(chosen.onpar.resolve(), chosen.data, say)
    results = {}
    try:
        for name in chosen.suites:
            say(f"{name}:")
            one = suite(name, chosen, inputs)
            # What it is measured on is absent, which was said.
            if one is None:
                continue
            count = chosen.large_rounds if name.endswith(("large", "sentences", "gzip")) else chosen.rounds
            # So short that a few rounds say nothing, and many cost nothing.
            count = START_ROUNDS if name == "start" else count
            runs, load = rounds(one.programs, count, say)
            check_same(one, runs)
            if name == "peers":
                check_counts(chosen.onpar.resolve(), one.programs[0].input)
            results[name] = one, runs, load
            keep(results, chosen.json or chosen.data / "last.json")
    except (Failure, subprocess.CalledProcessError) as failure:
        sys.exit(f"run.py: {failure}")
    notes = notes_of(results)
    for result in results.values():
        print(tables.for_terminal(*result), end="\n\n")
    for note in notes.values():
        print(note)
    if chosen.write:
        write_page(results, notes, chosen)


if __name__ == "__main__":
    main()

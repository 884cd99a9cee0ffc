#!/usr/bin/env python3
"""Judges the report's statistics on invented desks whose truth is known.

    run.py                                  all scenarios, the figures as Markdown, status 1 if a limit is broken
    run.py --scenario small --seeds 50      one scenario, few seeds
    run.py --write                          puts the figures into Docs/Statistics.md

Every seed makes a sample and goes through the whole pipeline (`simulate`, built by `make simulate`). Lines are
kept in --data; a run that was stopped goes on where it was, and a new program starts anew. The first sample of
each scenario is also given to `onpar report`, which must say the same.
"""
import argparse
import os
import pathlib
import sys
import time

import judge
import samples
import tables

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "Docs" / "Statistics.md"
BEGIN, END = "<!-- simulation -->", "<!-- end of simulation -->"
SCENARIOS = [
    "null-case-mix", "no-difference", "bot-worse", "sticky-customers", "rare-outcome", "small", "abandonment",
    "growing-bot", "survey-bias", "latent-confounding",
]
# A sample of this size is judged in a sixth of a second and has the strata of a large one.
CONTACTS = 4000
OWN_SIZE = {"small"}


def say(text):
    print(text, file=sys.stderr, flush=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenario", action="append", choices=SCENARIOS, help="only this one; may be repeated")
    parser.add_argument("--seeds", type=int, default=500)
    parser.add_argument("--contacts", type=int, default=CONTACTS, help="about how many contacts a sample has")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--program", default=ROOT / ".build/release/simulate", type=pathlib.Path)
    parser.add_argument("--onpar", default=ROOT / "onpar", type=pathlib.Path)
    parser.add_argument("--data", default=ROOT / ".build-simulation", type=pathlib.Path)
    parser.add_argument("--write", action="store_true", help="renew Docs/Statistics.md")
    options = parser.parse_args()
    if options.seeds < 2 or options.jobs < 1 or options.contacts < 1:
        parser.error("--seeds must be at least 2, --jobs and --contacts at least 1")
    if options.write and options.scenario:
        parser.error("--write needs all scenarios")
    return options


def seeds(scenario, number):
    """Seeds of its own for each scenario: the same seed makes the same customers come everywhere."""
    first = 100_000 * (SCENARIOS.index(scenario) + 1) + 1
    return range(first, first + number)


def summaries(onpar):
    """What each scenario plants, in the words of `onpar sample --list`."""
    return dict(line.split(None, 1) for line in samples.output([onpar, "sample", "--list"]).splitlines())


def write(text):
    page = PAGE.read_text()
    head, rest = page.split(BEGIN, 1)
    PAGE.write_text(head + BEGIN + "\n" + text + END + rest.split(END, 1)[1])


def main():
    options = arguments()
    chosen = options.scenario or SCENARIOS

    def size(scenario):
        return None if scenario in OWN_SIZE else options.contacts

    store = samples.Store(options.data, options.program, options.contacts)
    started = time.monotonic()
    store.fill({name: seeds(name, options.seeds) for name in chosen}, options.jobs, size, say)
    results = []
    for scenario in chosen:
        found = store.lines(scenario)
        lines = [found[seed] for seed in seeds(scenario, options.seeds)]
        samples.verify(lines[0], options.onpar, size(scenario))
        results.append(judge.judged(scenario, lines, lambda strata: store.truth(scenario, strata)))
    broken, watched, checks = judge.faults(results)
    text = "\n".join(tables.document(results, summaries(options.onpar), broken, watched, checks)) + "\n"
    say(f"{time.monotonic() - started:.0f} s")
    if options.write:
        write("\n" + text)
    else:
        print(text)
    for line in broken:
        say("broken: " + line)
    return 1 if broken else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except samples.Failure as failure:
        say(f"simulation: error: {failure}")
        sys.exit(2)

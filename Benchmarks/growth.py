#!/usr/bin/env python3
"""Measures how `onpar report` grows with its input, from 100 MB to 4 GB: the messages layout as it is and with
--memory 256M, which sets messages down on disk, and the same conversations one a line.

    growth.py                        prints a table
    growth.py --write                renews the table of RESULTS.md and growth.svg

Inputs are made by `onpar sample` on first use and kept in --data (16 GB). All sizes take turns, and each is set beside the
smallest of the same round: a shared machine is another one a few minutes later. With --memory or without it, the figures
must be the same, or everything ends with status 1.
"""
import argparse
import pathlib
import subprocess
import sys

import tables
from inputs import Inputs
from measure import OUT, Failure, Program, median, paired, rounds

HERE = pathlib.Path(__file__).resolve().parent
CONTACTS = [19_300, 46_600, 93_200, 186_400, 372_800, 745_600]
"""Of the inputs: about 100 MB, 250 MB, 500 MB, 1 GB, 2 GB and 4 GB."""
PROGRAMS = {
    "onpar report": ("messages", []),
    "onpar report --memory 256M": ("messages", ["--memory", "256M"]),
    "onpar report, grouped": ("conversations", []),
}
COLUMNS = ["× CPU time a byte", "peak MB", "kB a contact"]
KINDS = ["", ", bounded", ", grouped"]


def say(line):
    print(line, file=sys.stderr, flush=True)


def named(contacts, name):
    return f"{contacts:,} contacts, {name}"


def measured(onpar, inputs, contacts_of_sizes, count):
    """For each size the contacts, the bytes of its layouts, and the runs of all programs by name."""
    paths = {contacts: {layout: inputs.of(contacts, layout) for layout in ("messages", "conversations")}
             for contacts in contacts_of_sizes}
    programs = [Program(named(contacts, name), [onpar, "report", of[layout], "--quiet", "--out", OUT, *options], of[layout])
                for contacts, of in paths.items() for name, (layout, options) in PROGRAMS.items()]
    runs, _ = rounds(programs, count, say)
    sizes = []
    for contacts, of in paths.items():
        own = {name: runs[named(contacts, name)] for name in PROGRAMS}
        if len({own[name][0].table for name, (layout, _) in PROGRAMS.items() if layout == "messages"}) > 1:
            raise Failure(f"{of['messages'].name}: the figures differ with --memory")
        sizes.append((contacts, {layout: path.stat().st_size for layout, path in of.items()}, own))
    return sizes


def cost(runs, bytes_, sizes):
    """Processor time a byte, beside that of single messages on the smallest input in the same round."""
    smallest = sizes[0]
    return paired(runs, smallest[2]["onpar report"], "cpu")[0] / bytes_ * smallest[1]["messages"]


def table(sizes):
    """Input, then for each program the processor time a byte, set beside that of the smallest input, and memory."""
    heads = ["input MB", "contacts"] + [column + kind for kind in KINDS for column in COLUMNS]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---:|" * len(heads)]
    for contacts, bytes_, runs in sizes:
        cells = [tables.figure(bytes_["messages"] / 1e6), f"{contacts:,}"]
        for name, (layout, _) in PROGRAMS.items():
            memory = median(runs[name], "memory")
            cells += [tables.figure(cost(runs[name], bytes_[layout], sizes)), f"{memory / 1e6:.0f}",
                      tables.figure(memory / 1e3 / contacts)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def drawing(sizes):
    """Processor time over input, both as multiples of the smallest input; straight is linear."""
    width, height, left, bottom = 560, 320, 60, 44
    smallest = sizes[0][1]["messages"]
    points = [(bytes_["messages"] / smallest, cost(runs["onpar report"], smallest, sizes)) for _, bytes_, runs in sizes]
    most = max(value for point in points for value in point)
    place = lambda x, y: (left + x / most * (width - left - 16), height - bottom - y / most * (height - bottom - 16))
    end = place(most, most)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
             'role="img" font-family="sans-serif" font-size="12" fill="#555">',
             "<title>Processor time of onpar report over the size of its input</title>",
             f'<path d="M{left} 16V{height - bottom}H{width - 16}" fill="none" stroke="#888"/>',
             '<path d="M{:.1f} {:.1f}L{:.1f} {:.1f}" stroke="#888" stroke-dasharray="4 4"/>'.format(*place(0, 0), *end)]
    for step in range(0, int(most) + 1, 10):
        x, y = place(step, step)
        lines += [f'<text x="{x:.1f}" y="{height - bottom + 16}" text-anchor="middle">{step}</text>',
                  f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{step}</text>']
    path = "L".join("{:.1f} {:.1f}".format(*place(*point)) for point in points)
    lines.append(f'<path d="M{path}" fill="none" stroke="#2b6cb0" stroke-width="2"/>')
    lines += ['<circle cx="{:.1f}" cy="{:.1f}" r="4" fill="#2b6cb0"/>'.format(*place(*point)) for point in points]
    lines += [f'<text x="{(left + width) / 2:.0f}" y="{height - 8}" text-anchor="middle">input, in multiples of '
              f"{smallest / 1e6:.0f} MB; the dashed line is linear growth</text>",
              f'<text transform="translate(16 {(height - bottom) / 2:.0f}) rotate(-90)" text-anchor="middle">'
              "CPU time, in multiples of the first</text>", "</svg>"]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--onpar", type=pathlib.Path, default=HERE.parent / "onpar",
                        help="the release binary (./onpar, as `make build` leaves it)")
    parser.add_argument("--data", type=pathlib.Path, default=HERE / ".data", help="folder of inputs")
    parser.add_argument("--rounds", type=int, default=3, help="of each input (3)")
    parser.add_argument("--write", action="store_true", help="renew the table of RESULTS.md and growth.svg")
    parser.add_argument("--tiny", action="store_true", help="up to 10 MB: tries the errand, measures nothing")
    chosen = parser.parse_args()
    if chosen.tiny and chosen.write:
        parser.error("--tiny measures nothing that could be written")
    if chosen.rounds < 1:
        parser.error("at least one round is needed")
    if not chosen.onpar.exists():
        sys.exit(f"{chosen.onpar} is missing: run `make build`, or name a release binary with --onpar")
    onpar = chosen.onpar.resolve()
    try:
        sizes = measured(onpar, Inputs(onpar, chosen.data, say), [500, 1_000, 2_000] if chosen.tiny else CONTACTS,
                         chosen.rounds)
    except (Failure, subprocess.CalledProcessError) as failure:
        sys.exit(f"growth.py: {failure}")
    text = f"{tables.counted([None] * chosen.rounds)}. {tables.machine_line().replace('one thread', 'as many threads as processors')}\n\n{table(sizes)}"
    print(text)
    if chosen.write:
        page = HERE / "RESULTS.md"
        page.write_text(tables.put_section(page.read_text("utf-8"), "growth-plot", text), "utf-8")
        (HERE / "growth.svg").write_text(drawing(sizes), "utf-8")
        say("RESULTS.md and growth.svg are renewed.")


if __name__ == "__main__":
    main()

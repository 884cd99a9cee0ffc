#!/usr/bin/env python3
"""Measures how fast each export format is read: megabytes of plain input for a second of one processor.

    formats.py                       every format; prints a table
    formats.py intercom xmpp         only these
    formats.py --write               renews the table of RESULTS.md

An input is the sample of the format (Tests/PipelineTests/Samples), written again and again with fresh ids and
shifted days until it has --megabytes. Its container stays what it is: lines, one large array, one XML document, or
a file for each conversation. Measured is the processor time of the whole of `onpar inspect --jobs 1`.
"""
import argparse
import json
import multiprocessing
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import datetime

import tables
from measure import Failure, Program, run

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parent / "Tests/PipelineTests/Samples"
GOAL = 60
"""MB/s that no format may fall below."""

ARRAYS = {
    "botpress": {"messages.json": "messages", "conversations.json": "conversations"},
    "chatwoot": {"conversations.json": "payload"},
    "copilot-studio": {"conversationtranscripts.json": "value"},
    "dynamics-omnichannel": {"annotations.json": "value"},
    "genesys-cloud": {"conversation-details.json": "conversations", "recordings.json": ""},
    "google-insights": {"insights-conversations.json": "conversations"},
    "livechat": {"archives.json": "chats"},
    "liveperson-chat": {"interactions-search.json": "interactionHistoryRecords"},
    "liveperson-messaging": {"search-page-0.json": "conversationHistoryRecords"},
    "salesforce-livechat": {"LiveChatTranscript.json": "records"},
    "salesforce-messaging": {"ConversationEntry.json": "records", "MessagingSession.json": "records"},
    "zendesk-chat": {"chats.json": "chats"},
    "mapped-json": {"helpline.json": "threads"},
}
"""Files whose records stand in one array, and the array's name; without a name it is the whole file."""

ROOTS = {
    "filedump-xml": "FileDump", "skype-compliance-xml": "Conversations", "zendesk-xml": None,
    "xmpp": "archive", "mapped-xml": "d:desk",
}
"""XML whose records stand in one element; None: in the root, whatever its name."""

IDS = {
    "rasa-tracker": ["cust-204-1001", "cust-204-1006", "cust-311-1002", "cust-467-1004", "cust-530-1005"],
    "openai-chat": [], "adium-ulf": ["cust-204", "cust-311", "cust-530"],
    "filedump-xml": ["1001", "1002", "1005"], "skype-compliance-xml": ["1001", "1002", "1005"],
}
"""Texts that get a fresh ending in every copy, where `expected.json` does not name them as they stand."""

MAPPED = {"mapped-json": "a mapping of JSON", "mapped-xml": "a mapping of XML"}
SKIPPED = {"airbyte-singer": "the records of Intercom in an envelope"}

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{2,12}"


class Copies:
    """A text that can be written again with fresh ids and shifted times."""

    def __init__(self, text, ids):
        named = "|".join(re.escape(one) for one in sorted(ids, key=len, reverse=True))
        pattern = rf"(?P<uuid>{UUID})|(?P<day>20\d\d-\d\d-\d\d)|(?<!\d)(?P<epoch>17[34]\d{{7}}(?:\d{{3}})?)(?!\d)"
        if named:
            pattern = rf"(?<![0-9A-Za-z])(?P<id>{named})(?![0-9A-Za-z])|" + pattern
        self.parts, at = [], 0
        for found in re.finditer(pattern, text):
            self.parts.append(text[at:found.start()])
            self.parts.append((found.lastgroup, found[0]))
            at = found.end()
        self.parts.append(text[at:])
        self.days = {}

    def number(self, copy):
        return "".join(part if isinstance(part, str) else self.changed(*part, copy) for part in self.parts)

    def changed(self, kind, text, copy):
        if kind == "id":
            return f"{text}{copy:05d}"
        if kind == "uuid":
            return f"{(int(text[:8], 16) + copy * 7919) & 0xFFFFFFFF:08x}{text[8:]}"
        shift = copy % 300
        if kind == "day":
            key = (text, shift)
            if key not in self.days:
                day = datetime.date.fromisoformat(text) + datetime.timedelta(days=shift)
                self.days[key] = day.isoformat()
            return self.days[key]
        return str(int(text) + shift * 86_400 * (1_000 if len(text) == 13 else 1))


def array_inside(text, name):
    """The text before, in and behind the brackets of an array."""
    start = text.index("[", text.index(f'"{name}"') if name else 0) + 1
    depth, at = 1, start
    for found in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text[start:]):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth == 0:
            at = start + found.start()
            break
    return text[:start], text[start:at], text[at:]


def element_inside(text, name):
    """The text before, in and behind the tags of an element."""
    if name is None:
        name = re.search(r"<([A-Za-z][\w:.-]*)", text)[1]
    start = re.search(rf"<{re.escape(name)}(?=[\s>])[^>]*>", text).end()
    at = text.rindex(f"</{name}>")
    return text[:start], text[start:at], text[at:]


def make(onpar, sample, folder, mapping, megabytes):
    """Writes the input of a format and sees that it is read; gives its bytes."""
    folder.mkdir(parents=True)
    name = sample.name
    expected = json.loads((sample / "expected.json").read_text())
    files = sorted(
        path for path in sample.rglob("*")
        if path.is_file() and path.name not in ("SOURCE.txt", "expected.json", "mapping.yaml"))
    ids = IDS.get(name, [row["id"] for row in expected["per_conversation"]])
    ids = [one for one in ids if not re.fullmatch(UUID, one)]
    size = sum(path.stat().st_size for path in files)
    copies = max(1, int(megabytes * 1e6 / size))
    for path in files:
        encoding = "iso-8859-15" if b"ISO-8859-15" in path.read_bytes()[:100] else "utf-8"
        text = path.read_text(encoding)
        arrays, where = ARRAYS.get(name, {}), folder / path.name
        if path.name in arrays or name in ROOTS:
            joined = "," if path.name in arrays else ""
            before, inside, behind = (
                array_inside(text, arrays[path.name]) if joined else element_inside(text, ROOTS[name]))
            one = Copies(inside, ids)
            whole = before + joined.join(one.number(copy) for copy in range(copies)) + behind
            where.write_text(whole, encoding)
        elif path.suffix in (".jsonl", ".ndjson"):
            one = Copies(text if text.endswith("\n") else text + "\n", ids)
            where.write_text("".join(one.number(copy) for copy in range(copies)), encoding)
        elif name == "convokit":
            where.write_text(text, encoding)
        else:
            one, title = Copies(text, ids), Copies(path.name, ids)
            for copy in range(copies):
                inner = folder / f"{copy // 500:03d}"
                inner.mkdir(exist_ok=True)
                fresh = title.number(copy)
                fresh = f"{copy:05d}-{fresh}" if fresh == path.name else fresh
                (inner / fresh).write_text(one.number(copy), encoding)
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    check(onpar, folder, mapping, copies * expected["conversations"])
    return total


def own(onpar, layout, folder, megabytes):
    """Onpar's own layouts come from its own generator."""
    endings = {"messages": ".messages.jsonl", "conversations": ".conversations.jsonl", "xml": ".xml"}
    folder.mkdir(parents=True)
    path = folder / ("bench" + endings[layout])
    with open(path, "wb") as file:
        subprocess.run(
            [str(onpar), "sample", "--scenario", "bench", "--seed", "1", "--conversations",
             str(int(megabytes * (470 if layout == "xml" else 193))), "--layout", layout],
            check=True, stdout=file)
    return path.stat().st_size


def measure(onpar, folder, mapping, rounds):
    command = [onpar, "inspect", folder, "--json", "--jobs", "1", *(["--mapping", mapping] if mapping else [])]
    runs = [run(Program(str(folder), command, folder)) for _ in range(rounds)]
    return min(one.cpu for one in runs), max(one.memory for one in runs)


def check(onpar, folder, mapping, wanted):
    """The input must be read as the sample is, or its speed means nothing."""
    command = [str(onpar), "inspect", str(folder), "--json", "--jobs", "1"]
    command += ["--mapping", str(mapping)] if mapping else []
    found = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["conversations"]
    if abs(found - wanted) > wanted // 50:
        raise Failure(f"{folder.name}: {found} conversations, expected {wanted}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*", help="folders of samples; all without")
    parser.add_argument("--megabytes", type=float, default=30, help="of each input (30)")
    parser.add_argument("--rounds", type=int, default=3, help="of which the fastest counts (3)")
    parser.add_argument("--onpar", type=pathlib.Path, default=HERE.parent / "onpar")
    parser.add_argument("--data", type=pathlib.Path, default=HERE / ".data", help="folder of inputs")
    parser.add_argument("--write", action="store_true", help="renew the table of RESULTS.md")
    chosen = parser.parse_args()
    onpar = chosen.onpar.resolve()
    names = [f"onpar {layout}" for layout in ("messages", "conversations", "xml")]
    names += [path.parent.name for path in sorted(SAMPLES.glob("*/expected.json"))]
    names = [name for name in names if name not in SKIPPED and name in (chosen.formats or names)]
    rows = []
    # In a process of its own, because the system counts this script's memory into that of its children.
    workshop = multiprocessing.get_context("forkserver").Pool(1, maxtasksperchild=1)
    for name in names:
        folder = chosen.data / "formats" / name.replace(" ", "-")
        shutil.rmtree(folder, ignore_errors=True)
        mapping = SAMPLES / name / "mapping.yaml" if name in MAPPED else None
        try:
            if name.startswith("onpar "):
                total = own(onpar, name.split()[1], folder, chosen.megabytes)
            else:
                total = workshop.apply(make, (onpar, SAMPLES / name, folder, mapping, chosen.megabytes))
            files = sum(path.is_file() for path in folder.rglob("*"))
            cpu, memory = measure(onpar, folder, mapping, chosen.rounds)
        except (Failure, subprocess.CalledProcessError) as failure:
            sys.exit(f"formats.py: {failure}")
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        speed, per_byte = total / 1e6 / cpu, memory / total
        rows.append((MAPPED.get(name, name), files, total / 1e6, speed, per_byte))
        mark = "" if speed >= GOAL else f"   below {GOAL}"
        print(f"{name:24} {files:6} files {total / 1e6:6.1f} MB {cpu:6.2f} CPU s {speed:6.0f} MB/s"
              f" {memory / 1e6:6.0f} MB resident{mark}", flush=True)
    if chosen.write:
        lines = [tables.machine_line(), "", "| format | files | MB | MB/s | peak memory, bytes per byte |",
                 "|---|---:|---:|---:|---:|"]
        lines += [f"| {name} | {files:,} | {size:.0f} | {speed:.0f} | {memory:.1f} |"
                  for name, files, size, speed, memory in rows]
        page = HERE / "RESULTS.md"
        page.write_text(tables.put_section(page.read_text("utf-8"), "formats", "\n".join(lines)), "utf-8")
    slow = [row[0] for row in rows if row[3] < GOAL]
    if slow:
        sys.exit(f"below {GOAL} MB/s: {', '.join(slow)}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Onpar on Apache Spark: Spark places, repeats and spreads the work; Onpar's own program does it.

    spark-submit onpar_spark.py --input FOLDER --out REPORT --work SHARED --raw-ids

`onpar plan` lists the files. Those of whole conversations are summarized one by one; those of single messages are
first dealt into buckets by conversation. `onpar merge` holds what came back against the plan, and `onpar report`
writes the report that one run over all files would write, byte for byte. No row passes through Spark or Python.

Every path must lead to the same file on every machine. Each attempt at a task works in a folder of its own below
--work, so attempts that Spark repeats, or starts twice, cannot meet. What is handed on is held against its receipt.
"""
import argparse
import collections
import ctypes
import hashlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

TAIL = 2000
"""Bytes of a program's messages that are kept; all are read, so that it never waits."""
AT_ONCE = 200
"""Summaries that are merged by one process, which holds all of them open."""

Task = collections.namedtuple("Task", "does name inputs units")
"""What is done to which paths, and the units that its receipt must name, with their sizes."""
Job = collections.namedtuple("Job", "onpar work timeout buckets reading naming")
"""What all tasks share."""


class Failure(Exception):
    """The program did not do its part, or what it left is not what it should be."""


def run(argv, timeout):
    """Runs the program to its end within a time limit, and gives its status and output."""
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE, cwd="/",
                                 start_new_session=True, preexec_fn=die_with_parent)
        tail = bytearray()

        def listen():
            while part := child.stderr.read1(65536):
                tail.extend(part)
                del tail[:-TAIL]

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        try:
            child.wait(timeout)
        except BaseException as reason:
            os.killpg(child.pid, signal.SIGKILL)  # with whatever it started
            child.wait()
            if isinstance(reason, subprocess.TimeoutExpired):
                raise Failure(f"no end within {timeout:g} s: {shlex.join(argv)[:TAIL]}") from reason
            raise
        listener.join(10)
        output.seek(0)
        return child.returncode, output.read(), tail.decode("utf-8", "replace").strip()


def die_with_parent():
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def must(argv, timeout):
    status, output, said = run(argv, timeout)
    if status != 0:
        raise Failure(f"status {status}: {shlex.join(argv)[:TAIL]}\n{said}")
    return output


def perform(job, task):
    """One task on whatever machine: gives what it made, and what it read and wrote."""
    place = tempfile.mkdtemp(prefix=f"{task.name}.", dir=os.path.join(job.work, "attempts"))
    made, receipt = os.path.join(place, "made"), os.path.join(place, "receipt")
    common = [*task.inputs, "--quiet", *job.reading]
    if task.does == "merge":
        must([job.onpar, "merge", "--quiet", *task.inputs, "-o", made], job.timeout)
        return made, {}  # it is checked unit by unit when it is read again
    if task.does == "deal":
        must([job.onpar, "shard", *common, "--by", "conversation", "--buckets", str(job.buckets),
              "--out", made, "--receipt", receipt], job.timeout)
        note = checked(receipt, "onpar-shards/1", task)
        for file in note["files"]:
            compare(os.path.join(made, file["name"]), file)
        if sum(file["lines"] for file in note["files"]) != note["lines"]:
            raise Failure(f"{task.inputs[0]} has {note['lines']} lines, its buckets have others")
        return made, note
    if task.does == "customers":
        rows = os.path.join(place, "rows")
        must([job.onpar, "facts", *common, *job.naming, "--max-loss", "100%", "-o", rows, "--receipt", receipt],
             job.timeout)
        note = checked(receipt, "onpar-receipt/1", task)
        compare(rows, note["output"])
        must([job.onpar, "shard", rows, "--quiet", "--no-config", "--by", "customer", "--buckets", str(job.buckets),
              "--out", made], job.timeout)
        return made, note
    how = ["--bucket"] if task.does == "gather" else []
    # What is too much for one unit need not be too much for all: the report decides.
    must([job.onpar, "summarize", *how, *common, *job.naming, "--max-loss", "100%",
          "-o", made, "--receipt", receipt], job.timeout)
    note = checked(receipt, "onpar-receipt/1", task)
    compare(made, note["output"])
    return made, note


def checked(path, schema, task):
    """A receipt, if it is there and names the units that it should."""
    try:
        with open(path, "rb") as file:
            note = json.load(file)
    except (OSError, ValueError) as error:
        raise Failure(f"{task.name}: no receipt: {error}") from error
    if note.get("schema") != schema:
        raise Failure(f"{task.name}: a receipt of {note.get('schema')}, not {schema}")
    found = {unit["id"]: unit["bytes"] for unit in note["units"]}
    if found != task.units:
        raise Failure(f"{task.name}: the receipt names {found}, the plan {task.units}")
    return note


def compare(path, said):
    """Holds a file against the size and the SHA-256 of its receipt."""
    total, size = hashlib.sha256(), 0
    with open(path, "rb") as file:
        while part := file.read(1 << 20):
            total.update(part)
            size += len(part)
    if (size, total.hexdigest()) != (said["bytes"], said["sha256"]):
        raise Failure(f"{path} is not what its receipt says: {size} bytes of {said['bytes']}")


def spread(context, job, tasks, partitions):
    """Performs tasks anywhere, and gives (task, made, receipt) of each in their order."""
    if not tasks:
        return []
    slices = min(partitions or len(tasks), len(tasks))
    return context.parallelize(tasks, slices).map(lambda task: (task, *perform(job, task))).collect()


def plan(job, inputs):
    return json.loads(must([job.onpar, "plan", "--json", "--quiet", *inputs, *job.reading], job.timeout))


def units(entries):
    return {entry["id"]: entry["bytes"] for entry in entries}


def buckets_for(entries, cores):
    """Two for each core, or one for each 256 MiB of text; packed text counts eight times."""
    size = sum(entry["bytes"] * (8 if entry["compression"] == "gzip" else 1) for entry in entries)
    return min(10_000, max(2 * cores, size >> 28))


def deal(context, job, entries, partitions):
    """Deals files of messages by conversation: gives a task for each bucket, and the plan of all parts."""
    tasks = [Task("deal", "deal-" + entry["id"], [entry["path"]], units([entry])) for entry in entries]
    home = os.path.join(job.work, "dealt")
    os.makedirs(home)
    for task, made, _ in spread(context, job, tasks, partitions):
        os.rename(made, os.path.join(home, task.name))
    parts = plan(job, [home])["units"]
    buckets = collections.defaultdict(list)
    for part in parts:
        buckets[os.path.basename(part["path"])].append(part)
    # A pattern, which the program expands: there may be more parts than a command line holds.
    return [Task("gather", name, [os.path.join(home, "*", name)], units(held))
            for name, held in sorted(buckets.items())], parts


def tasks_of(context, job, inputs, partitions):
    """What is to be summarized, and the plan against which it is held."""
    entries = plan(job, inputs)["units"]
    job = job._replace(buckets=job.buckets or buckets_for(entries, context.defaultParallelism))
    for entry in entries:
        if entry["needs"] == "together":
            raise Failure(f"{entry['path']} is {entry['format']}, whose files are read by one run: use `onpar report`")
    split = [entry for entry in entries if entry["needs"] == "shard"]
    whole = [entry for entry in entries if entry["needs"] != "shard"]
    tasks = [Task("summarize", entry["id"], [entry["path"]], units([entry])) for entry in whole]
    if split:
        more, parts = deal(context, job, split, partitions)
        tasks, whole = tasks + more, whole + parts
    return tasks, {"schema": "onpar-plan/1", "units": whole}


def by_customer(context, job, tasks, partitions, out):
    """Writes the facts, all contacts of a customer in files of one name: what looks across contacts can be spread too."""
    job = job._replace(buckets=job.buckets or 2 * context.defaultParallelism)
    tasks = [task._replace(does="customers", name="facts-" + task.name) for task in tasks]
    done = spread(context, job, tasks, partitions)
    os.makedirs(out)
    for number, (_, made, _) in enumerate(done):
        shutil.move(made, os.path.join(out, f"part-{number:05}"))


def report(context, job, tasks, planned, partitions, out, reporting):
    """Summarizes, merges against the plan, and writes the report; gives the status of `onpar report`."""
    done = spread(context, job, tasks, partitions)
    summaries = [made for _, made, _ in done]
    while len(summaries) > AT_ONCE:
        groups = [summaries[first:first + AT_ONCE] for first in range(0, len(summaries), AT_ONCE)]
        merges = [Task("merge", f"merge-{number}", group, {}) for number, group in enumerate(groups)]
        summaries = [made for _, made, _ in spread(context, job, merges, partitions)]
    expected, whole = os.path.join(job.work, "plan.json"), os.path.join(job.work, "whole.summary")
    with open(expected, "w", encoding="utf-8") as file:
        json.dump(planned, file)
    must([job.onpar, "merge", "--quiet", "--plan", expected, *summaries, "-o", whole], job.timeout)
    status, _, said = run([job.onpar, "report", whole, "--from-summary", "--out", out, "--quiet", *job.reading, *reporting],
                          job.timeout)
    records = sum(note["records"] for _, _, note in done)
    rejected = sum(sum(note["rejected"].values()) for _, _, note in done)
    print(f"onpar_spark: {len(planned['units'])} units in {len(tasks)} tasks, {records} records used, {rejected} faults")
    print(said, file=sys.stderr)
    return status


def remove(folder):
    """Removes a folder in which attempts that nobody waits for may still be writing."""
    for _ in range(50):
        shutil.rmtree(folder, ignore_errors=True)
        if not os.path.exists(folder):
            return
        time.sleep(0.2)
    print(f"onpar_spark: {folder} is left; something still writes there", file=sys.stderr)


def arguments(argv):
    parser = argparse.ArgumentParser(description="Write Onpar's report from many machines.")
    parser.add_argument("--input", nargs="+", required=True, help="files or folders, on storage that all machines see")
    parser.add_argument("--out", required=True, help="folder of the report, on the driver")
    parser.add_argument("--work", help="folder on shared storage for what lies between; without it that of OUT")
    parser.add_argument("--keep-work", action="store_true", help="do not remove it in the end")
    parser.add_argument("--onpar", default="onpar", help="the program, at the same path on all machines")
    parser.add_argument("--partitions", type=int, help="Spark partitions; one for each task without it")
    parser.add_argument("--buckets", type=int, help="buckets of messages; by size and cores without it")
    parser.add_argument("--timeout", type=float, default=3600, help="seconds that one process may take")
    parser.add_argument("--reading", type=shlex.split, default=[], help="options of reading, such as '--assume-tz UTC'")
    parser.add_argument("--reporting", type=shlex.split, default=[], help="options of the report alone")
    parser.add_argument("--shard-by", choices=["conversation", "customer"], default="conversation",
                        help="customer: the facts too, dealt by customer, in the new folder OUT.customers")
    name = parser.add_mutually_exclusive_group(required=True)
    name.add_argument("--pseudonym-key-file", help="customers under a key, in all that lies between")
    name.add_argument("--raw-ids", action="store_true", help="customers as they are")
    return parser.parse_args(argv)


def main(argv, context):
    options = arguments(argv)
    out = os.path.abspath(options.out)
    inputs = [os.path.abspath(path) for path in options.input]
    onpar = shutil.which(options.onpar)
    if onpar is None:
        raise Failure(f"{options.onpar} is not there; --onpar says where the program is")
    naming = ["--raw-ids"] if options.raw_ids else ["--pseudonym-key-file", os.path.abspath(options.pseudonym_key_file)]
    # A file of parameters that lies in some machine's current folder must not decide.
    reading = options.reading if "--config" in options.reading else ["--no-config", *options.reading]
    home = os.path.abspath(options.work or os.path.dirname(out))
    if any(letter in home for letter in "*?["):
        raise Failure(f"{home} holds a letter of patterns; --work names another folder")
    os.makedirs(home, exist_ok=True)
    work = tempfile.mkdtemp(prefix="onpar-", dir=home)
    os.mkdir(os.path.join(work, "attempts"))
    context.addPyFile(os.path.abspath(__file__))
    job = Job(os.path.abspath(onpar), work, options.timeout, options.buckets, reading, naming)
    try:
        tasks, planned = tasks_of(context, job, inputs, options.partitions)
        if options.shard_by == "customer":
            by_customer(context, job, tasks, options.partitions, out + ".customers")
        return report(context, job, tasks, planned, options.partitions, out, options.reporting)
    finally:
        if not options.keep_work:
            remove(work)


if __name__ == "__main__":
    from pyspark import SparkContext
    with SparkContext(appName="onpar") as spark:
        try:
            result = main(sys.argv[1:], spark)
        except Exception as error:
            # Spark tells the same several times over, with the ways it went.
            text = str(error)
            found = re.search(r"Failure: (.*?)(?=\n\n|\n ?SQLSTATE|\n\tat |\Z)", text, re.S)
            print(f"onpar_spark: error: {(found[1] if found else text)[:2 * TAIL]}", file=sys.stderr)
            result = 70
    sys.exit(result)

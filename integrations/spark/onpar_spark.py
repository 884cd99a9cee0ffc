#!/usr/bin/env python3
"""Onpar on Apache Spark: Spark places, repeats and spreads the work; Onpar's own program does it.

    spark-submit onpar_spark.py --input FOLDER --out REPORT --work SHARED --raw-ids

`onpar plan` lists the files. Those of whole conversations are summarized one by one; those of single messages are
first dealt into buckets by conversation. Every task ends with `onpar check`, which holds what was made against its
receipt. `onpar merge` holds all against the plan, and `onpar report` writes the report that one run over all files
would write, byte for byte. No row passes through Spark or Python.

Every path must lead to the same file on every machine. Each attempt at a task works in a folder of its own below
--work, so attempts that Spark repeats, or starts twice, cannot meet.
"""
import argparse
import collections
import ctypes
import json
import os
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

Task = collections.namedtuple("Task", "name commands")
"""Commands that leave `{}/made`; `{}/` is the folder of an attempt."""


class Failure(Exception):
    """The program did not do its part, or what it left is not what it should be."""


def run(argv, timeout, good=(0,)):
    """Runs a program to its end within a time limit; gives its output, its status and the end of what it said."""
    start = time.monotonic()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, cwd="/",
                                 start_new_session=True, preexec_fn=die_with_parent)
        watchdog = threading.Timer(timeout, os.killpg, (child.pid, signal.SIGKILL))  # with whatever it started
        watchdog.start()
        status = child.wait()
        watchdog.cancel()
        errors.seek(max(0, errors.seek(0, 2) - 2000))
        said = errors.read().decode("utf-8", "replace").strip()
        if status not in good:
            spent = f"after {time.monotonic() - start:.0f} s of at most {timeout:g}"
            raise Failure(f"status {status} {spent}: {shlex.join(argv)[:2000]}\n{said}")
        output.seek(0)
        return output.read(), status, said


def die_with_parent():
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def perform(task, attempts, timeout):
    """One attempt, on whatever machine: gives the path of what it made."""
    home = tempfile.mkdtemp(prefix=task.name + ".", dir=attempts)
    for argv in task.commands:
        run([home + word[2:] if word.startswith("{}/") else word for word in argv], timeout)
    return os.path.join(home, "made")


class Job:
    """What the driver does."""

    def __init__(self, context, work, options):
        self.context, self.work, self.options, self.buckets = context, work, options, options.buckets
        self.onpar = shutil.which(os.path.abspath(options.onpar) if "/" in options.onpar else options.onpar)
        if self.onpar is None:
            raise Failure(f"{options.onpar} is not there; --onpar says where the program is")
        # A file of parameters that lies in some machine's current folder must not decide.
        self.reading = options.reading if "--config" in options.reading else ["--no-config", *options.reading]
        key = options.pseudonym_key_file
        self.naming = ["--pseudonym-key-file", os.path.abspath(key)] if key else ["--raw-ids"]

    def run(self, command, *more, good=(0,)):
        return run([self.onpar, command, *more], self.options.timeout, good)

    def plan(self, inputs):
        return json.loads(self.run("plan", "--json", "--quiet", *inputs, *self.reading)[0])["units"]

    def keep(self, name, units):
        """Writes the plan of some units to a file."""
        path = os.path.join(self.work, name)
        with open(path, "w", encoding="utf-8") as file:
            json.dump({"schema": "onpar-plan/1", "units": units}, file)
        return path

    def task(self, name, plan, command, inputs, *more, out="-o"):
        """A command that leaves a receipt, and the check of both."""
        return Task(name, [
            [self.onpar, command, *inputs, "--quiet", *self.reading, *more, out, "{}/made", "--receipt", "{}/receipt"],
            [self.onpar, "check", "{}/receipt", "{}/made", "--plan", plan]])

    def spread(self, name, tasks):
        """Performs tasks anywhere; gives the folder in which all that they made lies, in their order."""
        home, attempts = os.path.join(self.work, name), os.path.join(self.work, "attempts")
        os.makedirs(home)
        os.makedirs(attempts, exist_ok=True)
        timeout, slices = self.options.timeout, min(self.options.partitions or len(tasks), len(tasks))
        if tasks:
            work = self.context.parallelize(tasks, slices)
            for number, made in enumerate(work.map(lambda task: perform(task, attempts, timeout)).collect()):
                os.rename(made, os.path.join(home, f"{number:07}"))
        return home

    def reads(self, inputs):
        """The name, inputs and options of all that is to be read by itself, once messages are dealt; and its plan."""
        found = self.plan(inputs)  # those whose files complete each other `onpar summarize` refuses
        # Two for each core, or one for each 256 MiB of text; packed text counts eight times.
        size = sum(unit["bytes"] * (8 if unit["compression"] == "gzip" else 1) for unit in found)
        self.buckets = self.buckets or min(10_000, max(2 * self.context.defaultParallelism, size >> 28))
        whole = [unit for unit in found if unit["needs"] != "shard"]
        reads = [(unit["id"], [unit["path"]], []) for unit in whole]
        split, plan = [unit for unit in found if unit["needs"] == "shard"], self.keep("plan", found)
        if split:
            how = ["--by", "conversation", "--buckets", str(self.buckets)]
            dealt = self.spread("dealt", [
                self.task("deal-" + unit["id"], plan, "shard", [unit["path"]], *how, out="--out") for unit in split])
            parts = self.plan([dealt])
            # A pattern, which the program expands: there may be more parts than a command line holds.
            reads += [(name, [os.path.join(dealt, "*", name)], ["--bucket"])
                      for name in sorted({os.path.basename(part["path"]) for part in parts})]
            plan = self.keep("plan-of-parts", whole + parts)
        return reads, plan

    def report(self, reads, plan, out):
        """Summarizes, merges against the plan, and writes the report; gives the status of `onpar report`."""
        # What is too much for one unit need not be too much for all: the report decides.
        summaries = self.spread("summaries", [
            self.task(name, plan, "summarize", inputs, *how, *self.naming, "--max-loss", "100%")
            for name, inputs, how in reads])
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # merging opens all of them
        whole = os.path.join(self.work, "whole.summary")
        self.run("merge", "--quiet", summaries, "--plan", plan, "-o", whole)
        _, status, said = self.run("report", whole, "--from-summary", "--out", out, *self.reading,
                                   *self.options.reporting, good=(0, 1, 65))
        print(said, file=sys.stderr)
        return status

    def customers(self, reads, plan, out):
        """Writes the facts, all contacts of a customer in files of one name: what looks across contacts can be spread too."""
        facts = self.spread("facts", [
            self.task("facts-" + name, plan, "facts", inputs, *self.naming, "--max-loss", "100%")
            for name, inputs, _ in reads])
        how = ["--quiet", "--no-config", "--by", "customer", "--buckets", str(self.buckets), "--out", "{}/made"]
        shutil.move(self.spread("customers", [
            Task("customers-" + name, [[self.onpar, "shard", os.path.join(facts, name), *how]])
            for name in sorted(os.listdir(facts))]), out)


def arguments(argv):
    parser = argparse.ArgumentParser(description="Write Onpar's report from many machines.")
    parser.add_argument("--input", nargs="+", required=True, help="files or folders, on storage that all machines see")
    parser.add_argument("--out", required=True, help="folder of the report, on the driver")
    parser.add_argument("--work", help="folder on shared storage for what lies between; without it that of OUT")
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
    home = os.path.abspath(options.work or os.path.dirname(out))
    if any(letter in home for letter in "*?["):
        raise Failure(f"{home} holds a letter of patterns; --work names another folder")
    os.makedirs(home, exist_ok=True)
    work = tempfile.mkdtemp(prefix="onpar-", dir=home)
    context.addPyFile(os.path.abspath(__file__))
    try:
        job = Job(context, work, options)
        reads, plan = job.reads([os.path.abspath(path) for path in options.input])
        status = job.report(reads, plan, out)
        if options.shard_by == "customer":
            job.customers(reads, plan, out + ".customers")
        return status
    finally:
        for _ in range(50):  # attempts that nobody waits for may still be writing
            shutil.rmtree(work, ignore_errors=True)
            if not os.path.exists(work):
                break
            time.sleep(0.2)


if __name__ == "__main__":
    from pyspark import SparkContext
    with SparkContext(appName="onpar") as spark:
        try:
            result = main(sys.argv[1:], spark)
        except Exception as error:
            # Spark tells the same several times over, with the ways it went.
            text = str(error)
            found = re.search(r"Failure: (.*?)(?=\n\n|\n ?SQLSTATE|\n\tat |\Z)", text, re.S)
            print(f"onpar_spark: error: {(found[1] if found else text)[:4000]}", file=sys.stderr)
            result = 70
    sys.exit(result)

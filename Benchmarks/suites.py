"""What is measured beside what. The first program of a suite is what the others are compared with."""
import dataclasses
import os
import pathlib
import sys

from measure import OUT, Program

HERE = pathlib.Path(__file__).parent
PEERS = HERE / "peers"


@dataclasses.dataclass
class Suite:
    name: str
    title: str
    programs: list
    same_result: list = dataclasses.field(default_factory=list)
    """Groups of names: the programs of a group must come to the same figures."""
    second: str = ""
    """The name of a program with which the others are compared too."""


def report(onpar, path, name):
    """The whole report, with every metric, every comparison and all files, at default settings."""
    return Program(name, [onpar, "report", path, "--quiet", "--out", OUT], path)


def core(onpar, path, name="onpar report --metrics core"):
    """What job v1 needs, and the rules by which contacts are formed; every other metric is left out."""
    return Program(name, [onpar, "report", path, "--metrics", "core", "--quiet", "--out", OUT], path)


def layouts(onpar, inputs, size="100 MB"):
    """The same conversations in every layout, and yardsticks that only read."""
    plain, packed, xml = inputs.path(size), inputs.path(size, "gzip"), inputs.path(size, "xml")
    plain_one = report(onpar, plain, "onpar report, messages")
    grouped_one = report(onpar, inputs.path(size, "conversations"), "onpar report, conversations")
    xml_one = report(onpar, xml, "onpar report, XML")
    gzip_one = report(onpar, packed, "onpar report, messages, gzip")
    parts_one = report(onpar, inputs.parts(size), "onpar report, messages, 8 gzip files")
    return Suite("layouts", f"Layouts, the {size} set", [
        plain_one, grouped_one, xml_one, gzip_one, parts_one,
        # What every run costs before the first byte: at this size hardly anything is read.
        report(onpar, inputs.path("tiny"), "onpar report, 500 contacts"),
        Program("wc -l (yardstick)", ["wc", "-l", plain], plain),
        Program("gzip -t (yardstick)", ["gzip", "-t", packed], packed),
        Program("zlib alone (yardstick)", [sys.executable, "-B", HERE / "inflate.py", packed], packed),
        Program("xmllint --stream (yardstick)", ["xmllint", "--stream", "--noout", xml], xml)],
        # Not all four: where two lines of a conversation bear the same millisecond, the messages layout has
        # only the order of the file to go by, and there one line in 200 is late on purpose.
        same_result=[[plain_one.name, gzip_one.name, parts_one.name], [grouped_one.name, xml_one.name]])


def start(onpar, inputs, size="few"):
    """What is there to pay before anything is read: the whole report on a few messages, beside programs that do nothing."""
    path = inputs.path(size)
    return Suite("start", "Start-up, a file of 27 messages", [
        report(onpar, path, "onpar report"),
        # The interpreter itself, without what is installed for it: `python3` may be a script that looks for one, and
        # packages may be loaded at every start.
        Program("python3 -IS -c pass (yardstick)", [os.path.realpath(sys.executable), "-I", "-S", "-c", "pass"], path),
        Program("true (yardstick)", ["true"], path)])


def large(onpar, inputs, size="1 GB"):
    plain = inputs.path(size)
    return Suite("large", f"Messages layout, the {size} set", [
        report(onpar, plain, "onpar report, messages"),
        core(onpar, plain),
        Program("wc -l (yardstick)", ["wc", "-l", plain], plain)])


def peers(onpar, inputs, python, size="100 MB", with_python=True):
    """`onpar report`, whole and core, beside job v1 in other programs, on as many threads as there are processors."""
    plain = inputs.path(size)
    threads = str(os.cpu_count())

    def peer(name, script):
        # Bytecode is never written, so that the first round costs what the others cost.
        return Program(name, [python, "-B", PEERS / script, plain, threads], plain)

    jobs = [peer("DuckDB, job v1", "duckdb_job.py"), peer("Polars, job v1", "polars_job.py")]
    if with_python:
        jobs.append(peer("plain Python, job v1", "python_job.py"))
    return Suite(
        "peers" if with_python else "peers-large", f"Peers, messages layout, the {size} set",
        [report(onpar, plain, "onpar report"), core(onpar, plain), *jobs],
        same_result=[[job.name for job in jobs]], second="onpar report --metrics core")


def peers_sentences(onpar, inputs, python):
    """The same on sentences that people wrote; None where the folder that they come from is absent."""
    plain = inputs.sentences()
    if plain is None:
        return None
    return Suite(
        "peers-sentences", "Peers, messages layout, real sentences, 1 GB",
        [report(onpar, plain, "onpar report"), core(onpar, plain),
         Program("DuckDB, job v1", [python, "-B", PEERS / "duckdb_job.py", plain, str(os.cpu_count())], plain)],
        second="onpar report --metrics core")


def peers_gzip(onpar, inputs, python, size="1 GB"):
    """The same as one gzip file: who inflates cannot begin anywhere but at its first byte."""
    packed = inputs.packed(size)
    return Suite(
        "peers-gzip", f"Peers, messages layout, gzip, the {size} set",
        [report(onpar, packed, "onpar report"), core(onpar, packed),
         Program("DuckDB, job v1", [python, "-B", PEERS / "duckdb_job.py", packed, str(os.cpu_count())], packed),
         Program("zlib alone (yardstick)", [sys.executable, "-B", HERE / "inflate.py", packed], packed)],
        second="onpar report --metrics core")

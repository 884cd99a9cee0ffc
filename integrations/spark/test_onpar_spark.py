#!/usr/bin/env python3
"""Holds the report from Spark against that of one run, byte for byte, with real masters, workers and faults.

    test_onpar_spark.py ONPAR [threads|faults|processes|speculation|submitted …]

- Sample data and, where it is there, the corpus beside the repository: whole conversations and messages, in files that
  follow each other and in files over which every conversation is scattered, in 1, 2 and 7 partitions.
- Threads (`local[2]`; with tries, `local[2,4]`), executors of their own (`local-cluster[2,1,1024]`), and a cluster of two hosts that starts
  copies of slow tasks.
- A child killed once, a unit that is there twice; children that stop early, write garbage, leave no receipt, hang, or
  fail with endless words must fail the job, in few words.
"""
import contextlib
import gzip
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)

import pyspark

import onpar_spark

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CORPUS = ROOT.parent / "shared/data/ubuntu_irc"
SPARK = pathlib.Path(pyspark.__file__).parent
ONPAR = os.path.abspath(sys.argv[1])
SETTINGS = {
    "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false", "spark.log.level": "OFF",
}
passed, failed = 0, []


@contextlib.contextmanager
def case(name):
    global passed
    start = time.monotonic()
    try:
        yield
        passed += 1
        print(f"ok    {name} ({time.monotonic() - start:.1f} s)", flush=True)
    except Exception as error:
        failed.append(name)
        print(f"WRONG {name}: {str(error)[:3000]}", flush=True)


@contextlib.contextmanager
def spark(master, **more):
    settings = pyspark.SparkConf().setMaster(master).setAppName("onpar")
    for key, value in {**SETTINGS, **more}.items():
        settings.set(key, value)
    with pyspark.SparkContext(conf=settings) as context:
        yield context


def program(*arguments):
    return subprocess.run([ONPAR, *map(str, arguments)], check=True, capture_output=True, cwd="/").stdout


def files(folder):
    return {path.name: path.read_bytes() for path in sorted(pathlib.Path(folder).iterdir())}


def same(one, other, status=0):
    one, (other, wanted) = files(one), (files(other), int(other.with_suffix(".status").read_text()))
    assert status == wanted, f"status {status}, not {wanted}"
    differing = [name for name in {**one, **other} if one.get(name) != other.get(name)]
    if differing or not one:
        raise AssertionError(f"not the same: {differing or 'no files'}")


def split(lines, folder, way, count=7):
    """Deals lines into files: one part after the other, or each line into the next file."""
    folder.mkdir(parents=True)
    for part in range(count):
        mine = lines[part::count] if way == "scattered" else lines[len(lines) * part // count:len(lines) * (part + 1) // count]
        text = b"".join(line + b"\n" for line in mine)
        if part == 3:
            (folder / f"{part}.jsonl.gz").write_bytes(gzip.compress(text, mtime=0))
        else:
            (folder / f"{part}.jsonl").write_bytes(text)


def inputs(scratch):
    """Folders of input by name."""
    found = {}
    layouts = {
        "messages": (ROOT / "SampleData/easy-topics.messages.jsonl").read_bytes(),
        "conversations": program("sample", "--scenario", "easy-topics", "--layout", "conversations"),
    }
    for layout, text in layouts.items():
        lines = text.splitlines()
        # One broken line must be told of its own file and place.
        lines[200:200] = [b'{"conversation_id":"broken', b""]
        for way in ("contiguous", "scattered"):
            found[f"{layout}, {way}"] = scratch / "in" / layout / way
            split(lines, found[f"{layout}, {way}"], way)
    if CORPUS.is_dir():
        found["corpus"] = scratch / "in/corpus"
        found["corpus"].mkdir()
        # Two of its files are no transcripts: they are left out, and the status is 65.
        for path in CORPUS.glob("*.jsonl.gz"):
            shutil.copy(path, found["corpus"])
        lines = b"".join(gzip.decompress(path.read_bytes()) for path in sorted(CORPUS.glob("messages.*.gz"))).splitlines()
        found["corpus, scattered"] = scratch / "in/corpus-scattered"
        split(lines, found["corpus, scattered"], "scattered")
    else:
        print(f"Skipped: the corpus; {CORPUS} is not here.")
    return found


def job(context, folder, out, *more, onpar=ONPAR):
    shutil.rmtree(out, ignore_errors=True)
    with open(os.devnull, "w") as nobody, contextlib.redirect_stdout(nobody), contextlib.redirect_stderr(nobody):
        return onpar_spark.main(
            ["--input", str(folder), "--out", str(out), "--raw-ids", "--onpar", str(onpar), *map(str, more)], context)


def wrapper(scratch, name, command, body):
    """A program that does something of its own when it is asked for `command`, and is Onpar otherwise.

    The body finds the output in $made, the receipt in $receipt, and a place for a mark in $mark.
    """
    path = scratch / "wrappers" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"""#!/bin/bash
onpar={ONPAR} mark={path}.mark
made= receipt=
for ((i = 1; i < $#; i++)); do
  next=$((i + 1))
  case ${{!i}} in -o) made=${{!next}} ;; --receipt) receipt=${{!next}} ;; esac
done
if [[ $1 == {command} ]]; then
{body}
fi
exec "$onpar" "$@"
""")
    path.chmod(0o755)
    return path


KILLED = 'if mkdir "$mark" 2>/dev/null; then kill -9 $$; fi'
FAULTS = {  # the command, what is done in its place, and what the job says of it
    "a child that stops early and says that all is well": ("summarize", '"$onpar" "$@"; head -c 3000 "$made" >"$made.x"; mv "$made.x" "$made"; exit 0', "is not what its receipt says"),
    "a child that does nothing and says that all is well": ("summarize", "exit 0", "no receipt"),
    "a garbage row": ("summarize", '"$onpar" "$@"; echo garbage >>"$made"; exit 0', "is not what its receipt says"),
    "a row changed": ("summarize", '"$onpar" "$@"; sed -i "2s/lines/Lines/" "$made"; exit 0', "is not what its receipt says"),
    "a missing receipt": ("summarize", '"$onpar" "$@"; rm -f "$receipt"; exit 0', "no receipt"),
    "a receipt of another unit": ("summarize", '"$onpar" "$@"; sed -i "s/\\"id\\": \\"./\\"id\\": \\"x/" "$receipt"; exit 0', "is not in the plan"),
    "a bucket cut short": ("shard", '"$onpar" "$@"; rc=$?; for f in "${@: -3:1}"/bucket-*; do head -c -5 "$f" >"$f.x"; mv "$f.x" "$f"; break; done; exit $rc', "is not what its receipt says"),
    "a child that hangs": ("summarize", "sleep 100", "of at most 3"),
    "a child that fails with endless words": ("summarize", "yes 'no use' | head -c 30000000 >&2; exit 3", "status 3"),
    "a child that is always killed": ("summarize", "kill -9 $$", "status -9"),
}


def grid(master, context, scratch, found):
    for name, folder in found.items():
        for partitions in (1, 2, 7):
            with case(f"{master}, {name}, {partitions} partitions"):
                status = job(context, folder, scratch / "out", "--partitions", partitions)
                same(scratch / "out", expected(scratch, folder), status)


def threads(scratch, found):
    with spark("local[2]") as context:
        grid("local[2]", context, scratch, found)


def faults(scratch, found):
    with spark("local[2,4]") as context:
        folder = found["messages, scattered"]
        for command in ("shard", "summarize"):
            with case(f"a child of onpar {command} killed once"):
                fake = wrapper(scratch, f"killed-{command}", command, KILLED)
                assert job(context, folder, scratch / "out", onpar=fake) == 0
                assert pathlib.Path(f"{fake}.mark").is_dir()
                same(scratch / "out", expected(scratch, folder))
        for name, folder in (("messages", folder), ("conversations", found["conversations, scattered"])):
            with case(f"{name}: a task that is done twice"):
                twice(context, folder, scratch)
        with case("a report of which too much was set aside"):
            assert job(context, folder, scratch / "out", "--reporting", "--max-loss 0") == 65
        with case("facts dealt by customer"):
            dealt_by_customer(context, folder, scratch)
        with case("a missing unit"):
            expect_failure(lambda: twice(context, folder, scratch, leave_out=1), "are missing")
        for name, (command, body, words) in FAULTS.items():
            with case(f"fails: {name}"):
                fake = wrapper(scratch, name.replace(" ", "-"), command, body)
                fault = found["messages, scattered"]
                expect_failure(lambda: job(context, fault, scratch / "out", "--timeout", 3, onpar=fake), words)
                assert not (scratch / "out").exists(), "there is a report"
                assert not list(scratch.glob("onpar-*")), "the folder of work is left"


def twice(context, folder, scratch, leave_out=0):
    """The stages by hand: the first task is there twice, and the last ones are left out."""
    out, work = scratch / "out", scratch / "work"
    for path in (out, work):
        shutil.rmtree(path, ignore_errors=True)
    work.mkdir()
    by_hand = onpar_spark.Job(context, str(work), onpar_spark.arguments(
        ["--input", str(folder), "--out", str(out), "--raw-ids", "--onpar", ONPAR, "--buckets", "3"]))
    reads, plan = by_hand.reads([str(folder)])
    reads = reads[:1] + reads[:len(reads) - leave_out]
    with open(os.devnull, "w") as nobody, contextlib.redirect_stderr(nobody):
        status = by_hand.report(reads, plan, str(out))
    assert status == 0, f"status {status}"
    same(out, expected(scratch, folder))


def dealt_by_customer(context, folder, scratch):
    out, whole, dealt = scratch / "out", scratch / "facts.jsonl", scratch / "out.customers"
    assert job(context, folder, out, "--shard-by", "customer", "--buckets", 3) == 0
    same(out, expected(scratch, folder))
    program("facts", folder, "--raw-ids", "--no-config", "--quiet", "-o", whole)
    homes = {}
    for path in sorted(dealt.glob("*/bucket-*.jsonl")):
        for row in map(json.loads, path.read_text().splitlines()):
            if row.get("customer"):
                homes.setdefault(row["customer"], set()).add(path.name)
    assert len(homes) > 10 and all(len(names) == 1 for names in homes.values()), homes
    for name, source in (("whole", whole), ("dealt", dealt)):
        program("report", source, "--from-facts", "--out", scratch / name, "--no-config", "--quiet")
    for name in ("metrics.csv", "comparison.csv", "weekly.csv"):
        assert (scratch / "whole" / name).read_bytes() == (scratch / "dealt" / name).read_bytes(), name
    shutil.rmtree(dealt)


def expect_failure(action, words):
    try:
        action()
    except AssertionError:
        raise
    except Exception as error:
        assert words in str(error), error
        assert len(str(error)) < 30_000, f"{len(str(error))} bytes of message"
    else:
        raise AssertionError("it did not fail")


def expected(scratch, folder):
    """The report of one run, written once."""
    out = scratch / "expected" / folder.relative_to(scratch)
    if not out.exists():
        out.parent.mkdir(parents=True, exist_ok=True)
        done = subprocess.run([ONPAR, "report", folder, "--out", out, "--no-config", "--quiet"], capture_output=True)
        out.with_suffix(".status").write_text(str(done.returncode))
    return out


def processes(scratch, found):
    with spark("local-cluster[2,1,1024]", **{"spark.executor.memory": "512m"}) as context:
        grid("local-cluster[2,1,1024]", context, scratch, found)
        with case("local-cluster[2,1,1024], a child killed once"):
            fake = wrapper(scratch, "killed-there", "summarize", KILLED)
            folder = found["conversations, scattered"]
            assert job(context, folder, scratch / "out", onpar=fake) == 0
            same(scratch / "out", expected(scratch, folder))


def speculation(scratch, found):
    """Two hosts, since Spark starts no copy of a task on the host of the first."""
    environment = {**os.environ, "SPARK_HOME": str(SPARK), "SPARK_DAEMON_MEMORY": "256m"}
    daemons, logs = [], scratch / "daemons"
    logs.mkdir()

    def start(kind, name, host, *arguments):
        with open(logs / name, "wb") as log:
            daemons.append(subprocess.Popen(
                [SPARK / "bin/spark-class", f"org.apache.spark.deploy.{kind}", *arguments, "--host", host],
                env={**environment, "SPARK_LOCAL_IP": host}, stdout=log, stderr=log, cwd=logs))

    start("master.Master", "master", "127.0.0.1", "--port", "17077", "--webui-port", "18080")
    for worker in ("1", "2"):
        start("worker.Worker", f"worker{worker}", f"127.0.0.{worker}", "spark://127.0.0.1:17077", "--cores", "1",
              "--memory", "1g", "--webui-port", f"1808{worker}", "--work-dir", str(logs / f"work{worker}"))
    try:
        slow = wrapper(scratch, "slow", "summarize", 'echo started >>"$mark.starts"; if mkdir "$mark" 2>/dev/null; then sleep 60; fi')
        settings = {"spark.speculation": "true", "spark.speculation.interval": "200ms", "spark.speculation.quantile": "0.5",
                    "spark.speculation.multiplier": "1.1", "spark.executor.memory": "512m", "spark.cores.max": "2"}
        with spark("spark://127.0.0.1:17077", **settings) as context:
            deadline = time.monotonic() + 60
            while context._jsc.sc().getExecutorMemoryStatus().size() < 3:
                assert time.monotonic() < deadline, "the cluster did not come up"
                time.sleep(0.2)
            folder = found["conversations, scattered"]
            with case("a slow task and its copy on another host"):
                start_time = time.monotonic()
                assert job(context, folder, scratch / "out", onpar=slow) == 0
                assert time.monotonic() - start_time < 50, "nobody overtook the slow task"
                starts = pathlib.Path(f"{slow}.mark.starts").read_text().count("started")
                assert starts > len(list(folder.iterdir())), f"{starts} starts"
                same(scratch / "out", expected(scratch, folder))
    except Exception as error:
        with case("a cluster of two hosts"):
            raise error
    finally:
        for daemon in reversed(daemons):
            daemon.terminate()
        for daemon in daemons:
            daemon.wait(30)


def submitted(scratch, found):
    """As a user would."""
    command = [SPARK / "bin/spark-submit", "--master", "local[2]"]
    for key, value in SETTINGS.items():
        command += ["--conf", f"{key}={value}"]
    name = "corpus, scattered" if "corpus, scattered" in found else "messages, contiguous"
    command += [HERE / "onpar_spark.py", "--input", found[name], "--out", scratch / "submitted", "--raw-ids", "--onpar", ONPAR]
    with case(f"spark-submit, local[2], {name}"):
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        same(scratch / "submitted", expected(scratch, found[name]))
    with case("spark-submit says in few words what failed"):
        fake = wrapper(scratch, "submitted-fails", "summarize", "echo 'there is no use' >&2; exit 9")
        done = subprocess.run([*map(str, command), "--out", str(scratch / "none"), "--onpar", str(fake)],
                              capture_output=True, text=True)
        # spark-submit prints what the driver's Python says on standard output.
        told = done.stdout[done.stdout.find("onpar_spark: error: "):]
        assert done.returncode == 70 and "status 9" in told and "there is no use" in told, done.stdout[-2000:]
        assert len(told) < 2000, told


start = time.monotonic()
with tempfile.TemporaryDirectory(prefix="onpar-spark-") as folder:
    scratch = pathlib.Path(folder).resolve()
    found = inputs(scratch)
    for suite in (threads, faults, processes, speculation, submitted):
        if not sys.argv[2:] or suite.__name__ in sys.argv[2:]:
            suite(scratch, found)
print(f"Spark {pyspark.__version__}, {time.monotonic() - start:.0f} s")
for name in failed:
    print(f"wrong: {name}")
print(f"{passed} passed, {len(failed)} failed")
sys.exit(1 if failed else 0)

"""Runs programs side by side and keeps what each run cost.

Programs take turns (A B C A B C …), so that a busy minute of the machine falls on all of them, and ratios
are formed inside a round before they are summarised. Processor time and memory are the operating system's
own account of the finished process (`wait4`), its child processes included.
"""
import dataclasses
import hashlib
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

OUT = "{out}"
"""Stands in a command for a fresh folder that the program writes its result to."""


class Failure(Exception):
    """A program did not do its part, so its figures mean nothing."""


@dataclasses.dataclass
class Program:
    name: str
    command: list
    input: pathlib.Path
    """A file, or a folder of files."""
    environment: dict = dataclasses.field(default_factory=dict)

    def input_bytes(self):
        return sum(path.stat().st_size for path in files(self.input))


@dataclasses.dataclass
class Run:
    wall: float
    """Seconds from start to end; on a shared machine mostly the others' doing."""
    cpu: float
    """Seconds of processor time, user and system."""
    memory: int
    """Largest resident size in bytes. Never less than this script's own, which the system counts in."""
    result: str
    """SHA-256 of all that was written: the folder's files, or else standard output."""
    table: str
    """SHA-256 of the figures alone, which do not name the input: metrics.csv, or else standard output."""


def run(program):
    with tempfile.TemporaryDirectory(prefix="onpar-bench-") as scratch:
        out, said, complaint = (pathlib.Path(scratch, n) for n in ("out", "stdout", "stderr"))
        command = [str(part).replace(OUT, str(out)) for part in program.command]
        executable = shutil.which(command[0])
        if executable is None:
            raise Failure(f"{program.name}: {command[0]} is not installed")
        flags = os.O_WRONLY | os.O_CREAT
        start = time.monotonic()
        child = os.posix_spawn(executable, command, {**os.environ, **program.environment}, file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, str(said), flags, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, str(complaint), flags, 0o600)])
        _, status, usage = os.wait4(child, 0)
        wall = time.monotonic() - start
        if status != 0:
            tail = complaint.read_text("utf-8", "replace")[-2000:]
            raise Failure(f"{program.name} ended with {os.waitstatus_to_exitcode(status)}:\n{tail}")
        unit = 1 if os.uname().sysname == "Darwin" else 1024  # ru_maxrss is in bytes there
        result = table = digest(said.read_bytes())
        if OUT in program.command:
            result, table = digest_of_folder(out), digest((out / "metrics.csv").read_bytes())
        return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, result, table)


def digest(data):
    return hashlib.sha256(data).hexdigest()


def digest_of_folder(folder):
    total = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        total.update(f"{path.name} {digest(path.read_bytes())}\n".encode())
    return total.hexdigest()


class Processors:
    """How much of all processors was in use by anybody since this was made; None where unknown."""

    def __init__(self):
        self.start, self.begun = self.used(), time.monotonic()

    @staticmethod
    def used():
        try:
            fields = pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
        except OSError:
            return None
        user, nice, system, _, _, interrupt, soft_interrupt, stolen = map(int, fields[:8])
        ticks = user + nice + system + interrupt + soft_interrupt + stolen
        return ticks / os.sysconf("SC_CLK_TCK")

    def share_of_others(self, own):
        """The part of all processor time that went to other programs; `own` seconds were ours."""
        if self.start is None:
            return None
        capacity = (time.monotonic() - self.begun) * os.cpu_count()
        return max(0.0, min(1.0, (self.used() - self.start - own) / capacity))


def files(path):
    return sorted(path.iterdir()) if path.is_dir() else [path]


def warm(paths):
    """Reads the inputs once, so that no program pays for the disk."""
    for path in sorted({file for path in paths for file in files(path)}):
        with open(path, "rb", buffering=0) as file:
            while file.read(1 << 20):
                pass


WOKEN = 2 << 30
"""Bytes of memory that are filled before a run: more than any of the programs takes."""

FILLING = f"""
import mmap
memory = mmap.mmap(-1, {WOKEN}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
for start in range(0, {WOKEN}, 1 << 21):
    memory[start:start + (1 << 21)] = bytes(1 << 21)
"""


def wake_memory():
    """Fills memory and gives it back, so that no program pays for memory that the machine itself has to ask for.

    The host of a virtual machine may take back what lies idle for seconds. To give 600 MB again cost 1.4 s of the
    program that touched them first, fifty times what it cost the next. In a process of its own: the system counts
    this one's largest size in with every program.

    Returns the seconds of processor time that it took, which are nobody else's.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([os.path.realpath(sys.executable), "-S", "-c", FILLING], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rounds(programs, count, say):
    """Runs every program `count` times in turn; returns the runs by name, and the others' load.

    Raises Failure when a program fails or when its result differs between rounds.
    """
    warm(program.input for program in programs)
    processors = Processors()
    runs = {program.name: [] for program in programs}
    own = 0.0
    for number in range(1, count + 1):
        for program in programs:
            # Where the input is small, so is the memory.
            if program.input_bytes() > 5 << 20:
                own += wake_memory()
            one = run(program)
            runs[program.name].append(one)
            say(f"  round {number}/{count}  {program.name:36} {one.cpu:8.2f} CPU s {one.wall:8.2f} s")
    for name, all_of in runs.items():
        if len({one.result for one in all_of}) > 1:
            raise Failure(f"{name}: the result is not the same in all rounds")
    own += sum(one.cpu for all_of in runs.values() for one in all_of)
    return runs, processors.share_of_others(own)


def paired(runs, reference, field):
    """Median, least and largest of the ratio to the reference in the same round."""
    ratios = [getattr(a, field) / max(getattr(b, field), 1e-6) for a, b in zip(runs, reference)]
    return statistics.median(ratios), min(ratios), max(ratios)


def median(runs, field):
    return statistics.median(getattr(one, field) for one in runs)

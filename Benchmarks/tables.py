"""Words the figures: everything for the terminal, ratios and memory for RESULTS.md."""
import datetime
import os
import pathlib
import platform
import re
import subprocess

from measure import median, paired


def figure(value):
    """Two significant digits, and no false ones."""
    return f"{value:.2g}" if value < 1 else f"{value:.{1 if value < 10 else 0}f}"


def seconds(value):
    return f"{value:.2f}"


def span(values, word=figure):
    middle, least, most = map(word, values)
    return middle if least == most else f"{middle} [{least}–{most}]"


def share(load):
    return "unknown" if load is None else f"{100 * load:.0f} %"


def counted(runs):
    return "1 round" if len(runs) == 1 else f"{len(runs)} rounds"


def for_terminal(suite, runs, load):
    """A table with everything that was measured."""
    reference = runs[suite.programs[0].name]
    lines = [f"{suite.title}. {counted(reference)}; other programs took {share(load)} of the processors.",
             f"{'':30}{'CPU s':>26}{'wall s':>26}{'MB/s':>7}{'RSS MB':>8}{'x CPU':>26}{'x wall':>26}"]
    for program in suite.programs:
        own = runs[program.name]
        cpu, wall = paired(own, reference, "cpu"), paired(own, reference, "wall")
        speed = program.input_bytes() / 1e6 / median(own, "wall")
        lines.append(
            f"{program.name:30}{span(absolute(own, 'cpu'), seconds):>26}{span(absolute(own, 'wall'), seconds):>26}"
            f"{speed:>7.0f}{median(own, 'memory') / 1e6:>8.0f}"
            f"{span(cpu):>26}{span(wall):>26}")
    return "\n".join(lines)


def absolute(runs, field):
    values = [getattr(one, field) for one in runs]
    return median(runs, field), min(values), max(values)


def for_results(suite, runs, load):
    """A Markdown table without seconds: only ratios of one run may be set beside those of another."""
    first = suite.programs[0].name
    second = [suite.second] if suite.second else []
    heads = ["input MB", "× CPU time", "× wall time"]
    heads += [f"× {what} time of the core" for _ in second for what in ("CPU", "wall")] + ["peak memory MB"]
    lines = [
        f"{counted(runs[first])}. Other programs took {share(load)} of the processors meanwhile.",
        "",
        "| | " + " | ".join(heads) + " |",
        "|---|" + "---:|" * len(heads)]
    for program in suite.programs:
        own = runs[program.name]
        ratios = [span(paired(own, runs[name], field)) for name in [first] + second for field in ("cpu", "wall")]
        cells = [figure(program.input_bytes() / 1e6), *ratios, f"{median(own, 'memory') / 1e6:.0f}"]
        lines.append(f"| {program.name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def growth(small, large):
    """How one run on the large input compares with one on the small: per byte, and in memory."""
    (small_program, small_runs), (large_program, large_runs) = small, large
    bytes_ratio = large_program.input_bytes() / small_program.input_bytes()
    cpu = median(large_runs, "cpu") / median(small_runs, "cpu") / bytes_ratio
    memory = median(large_runs, "memory") / median(small_runs, "memory")
    return (f"Input {bytes_ratio:.1f} times as large: {cpu:.2f} times the CPU time per byte, "
            f"{memory:.1f} times the memory (not paired; from the medians of both sets).")


def machine(onpar, python):
    """What was measured where."""
    lines = [
        f"- Date: {datetime.date.today().isoformat()}; sources as of commit `{commit()}`; {version(onpar)}.",
        f"- Machine: {os.cpu_count()} virtual processors ({processor()}), {memory()}, "
        f"{platform.system()}; shared with other work, whose share is named with each table."]
    if python:
        lines.append("- Peers: " + ", ".join(peer_versions(python)) + ".")
    return "\n".join(lines)


def machine_line():
    """What was measured where, for a table that is renewed by itself."""
    return (f"{datetime.date.today().isoformat()}, sources as of commit `{commit()}`, one thread on {processor()}; "
            "the machine is shared.")


def output(command):
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def commit():
    """The last commit that changed what is measured; marked when the sources have been edited since."""
    root = str(pathlib.Path(__file__).resolve().parent.parent)
    sources = ["--", "Sources", "Package.swift"]
    last = output(["git", "-C", root, "log", "-1", "--format=%h", *sources]) or "unknown"
    edited = output(["git", "-C", root, "status", "--porcelain", *sources])
    return last + (", edited" if edited else "")


def version(onpar):
    return f"onpar {output([str(onpar), '--version']) or 'of unknown version'}"


def processor():
    try:
        found = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    except OSError:
        found = None
    return found[1] if found else platform.machine()


def memory():
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def peer_versions(python):
    ask = ("import duckdb, polars, platform; print(f'DuckDB {duckdb.__version__}, '"
           "f'Polars {polars.__version__}, Python {platform.python_version()}')")
    return [output([str(python), "-c", ask]) or "not installed"]


def put_section(text, name, content):
    """Puts content between the marks of a section.

    Raises KeyError when the page has no such section."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    if begin not in text or end not in text:
        raise KeyError(name)
    head, rest = text.split(begin, 1)
    return f"{head}{begin}\n{content}\n{end}{rest.split(end, 1)[1]}"

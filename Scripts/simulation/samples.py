"""Runs `simulate` in batches of seeds and keeps every line, so that a stopped run goes on where it was."""
import concurrent.futures
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile

BATCH = 20
STRATA = ["topic", "language", "channel", "prior_contacts"]


class Failure(Exception):
    """Something could not be run; the message is for people."""


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def output(arguments):
    done = subprocess.run([str(a) for a in arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        raise Failure(f"{arguments[0]} ended with {done.returncode}: {done.stderr.decode().strip()}")
    return done.stdout.decode()


class Store:
    """Lines by scenario in one folder; a folder belongs to one program and one size of sample."""

    def __init__(self, folder, program, contacts):
        self.program, self.contacts = pathlib.Path(program), contacts
        self.digest = digest(program)
        self.folder = pathlib.Path(folder) / f"{contacts or 'own'}-{self.digest[:16]}"
        self.folder.mkdir(parents=True, exist_ok=True)

    def lines(self, scenario):
        """What is there, by seed; a line cut short by a stop is passed over."""
        found = {}
        path = self.folder / f"{scenario}.jsonl"
        if path.exists():
            for text in path.read_text().splitlines():
                try:
                    line = json.loads(text)
                except ValueError:
                    continue
                found[line["seed"]] = line
        return found

    def fill(self, seeds_of, jobs, size_of, say):
        """Runs the seeds that are missing: every scenario's first batch, then every second, and so on."""
        batches = []
        for scenario, seeds in seeds_of.items():
            found = self.lines(scenario)
            runs = []
            for place, seed in enumerate(seeds):
                if seed in found:
                    continue
                if runs and seed == runs[-1][2] + 1 and seed - runs[-1][1] < BATCH:
                    runs[-1][2] = seed
                else:
                    runs.append([place, seed, seed])
            batches += [(place, scenario, first, last) for place, first, last in runs]
        batches.sort()
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool, tempfile.TemporaryDirectory() as place:

            def run(number, scenario, first, last):
                file = pathlib.Path(place) / f"{number}.jsonl"
                size = size_of(scenario)
                return scenario, output(
                    [self.program, "reports", scenario, first, last, file, *([size] if size else [])]
                )

            waiting = [
                pool.submit(run, number, scenario, first, last)
                for number, (_, scenario, first, last) in enumerate(batches)
            ]
            try:
                for done, result in enumerate(concurrent.futures.as_completed(waiting), 1):
                    scenario, text = result.result()
                    with open(self.folder / f"{scenario}.jsonl", "a+b") as file:
                        # After a stop in the middle of a line, begin a new one.
                        if file.tell() and not self.ends_whole(file):
                            file.write(b"\n")
                        file.write(text.encode())
                    if done % 20 == 0 or done == len(waiting):
                        say(f"{done} of {len(waiting)} batches")
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    @staticmethod
    def ends_whole(file):
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"

    def truth(self, scenario, strata):
        """What is planted on the strata of a report; computed once."""
        strata = [variable for variable in strata if variable in STRATA]
        path = self.folder / f"{scenario}.{'-'.join(strata)}.truth.json"
        if not path.exists():
            text = output([self.program, "truth", scenario, ",".join(strata)])
            new = path.with_suffix(".new")
            new.write_text(text)
            new.rename(path)
        return {measure["name"]: measure for measure in json.loads(path.read_text())["measures"]}


def said(words):
    """What a report says about its contacts; its last lines name the program's version and the input."""
    return words.split("\nOnpar ")[0].split()


def verify(line, onpar, size):
    """Fails unless `onpar sample` and `onpar report` give the figures and words of a line."""
    scenario = line["scenario"]
    with tempfile.TemporaryDirectory() as place:
        sample = pathlib.Path(place) / "sample.jsonl"
        options = ["--conversations", size] if size else []
        sample.write_text(output([onpar, "sample", "--scenario", scenario, "--seed", line["seed"], *options]))
        output([onpar, "report", sample, "--out", place, "-q"])
        report = json.loads((pathlib.Path(place) / "report.json").read_text())
        words = (pathlib.Path(place) / "report.md").read_text()
    for ours, theirs in zip(line["family"], report["headline_family"], strict=True):
        effect = theirs["ratio" if theirs["scale"] == "ratio" else "difference"] or {}
        if ours["effect"] != [effect.get(key) for key in ("value", "lower", "upper")]:
            raise Failure(f"{scenario}: {ours['name']} is not what onpar report says")
        if ours["verdict"] != theirs["verdict"]:
            raise Failure(f"{scenario}: the verdict on {ours['name']} is not that of onpar report")
    if said(words) != said(line["words"]):
        raise Failure(f"{scenario}: the words are not those of onpar report")

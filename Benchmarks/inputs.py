"""Makes the inputs with `onpar sample` and keeps them in a folder outside the repository's history."""
import gzip
import hashlib
import os
import pathlib
import subprocess

SEED = 1

CONTACTS = {"100 MB": 19_300, "1 GB": 186_400, "tiny": 500, "few": 5}
"""Contacts that give a file of this size in the messages layout. The seed is fixed, so the bytes are too."""

SENTENCES = pathlib.Path(__file__).resolve().parents[2] / "shared" / "perf"
SENTENCE_FILES = ["gen.cpp", "corpus.tsv.gz", "patterns_lit.txt"]
"""Where sentences of real dialogues lie, with a program that makes conversations of them: beside the project, if at all."""

ENDINGS = {"messages": ".messages.jsonl", "conversations": ".conversations.jsonl", "xml": ".xml"}


class Inputs:
    def __init__(self, onpar, folder, say):
        self.onpar, self.folder, self.say = onpar, pathlib.Path(folder), say
        self.folder.mkdir(parents=True, exist_ok=True)

    def path(self, size, layout="messages"):
        """The file of this size and layout, made now if it is absent or the generator has changed."""
        if layout == "gzip":
            return self.packed(size)
        return self.of(CONTACTS[size], layout)

    def of(self, contacts, layout="messages"):
        """The file of so many contacts, likewise."""
        path = self.folder / f"bench-{contacts}{ENDINGS[layout]}"
        key = self.fingerprint(layout)
        if not self.is_current(path, key):
            self.make(path, key, self.sample(contacts, layout))
        return path

    def packed(self, size):
        """The messages layout as one member of gzip, at its default level."""
        plain = self.path(size)
        path = plain.with_name(plain.name + ".gz")
        key = self.fingerprint("messages")
        if not self.is_current(path, key):
            self.make(path, key, ["gzip", "-6", "-n", "-c", str(plain)])
        return path

    def parts(self, size, count=8):
        """The messages layout in as many gzip files, cut between lines, in a folder of their own."""
        plain = self.path(size)
        folder = plain.with_name(f"{plain.stem}.{count}-parts")
        note = folder.with_name(folder.name + ".key")
        key = self.fingerprint("messages")
        if not (folder.exists() and note.exists() and note.read_text() == key):
            self.say(f"  making {folder.name}")
            folder.mkdir(exist_ok=True)
            size = plain.stat().st_size
            with open(plain, "rb") as lines:
                for part in range(count):
                    with open(folder / f"part-{part}.jsonl.gz", "wb") as file:
                        packer = subprocess.Popen(["gzip", "-6", "-n"], stdin=subprocess.PIPE, stdout=file)
                        # Line by line: what is measured later must not inherit this program's size.
                        while lines.tell() < size * (part + 1) // count:
                            packer.stdin.write(lines.readline())
                        packer.stdin.close()
                        if packer.wait() != 0:
                            raise subprocess.CalledProcessError(packer.returncode, packer.args)
            note.write_text(key)
        return folder

    def sentences(self, conversations=219_000):
        """1 GB of sentences that people wrote, in random order; None without the folder of reference material.

        Its corpus may not be copied, so that it is read from where it lies, and its generator is compiled there.
        """
        if not SENTENCES.exists():
            self.say(f"  skipped: {SENTENCES} is absent")
            return None
        path = self.folder / f"sentences-{conversations}.messages.jsonl"
        key = hashlib.sha256(b"".join((SENTENCES / name).read_bytes() for name in SENTENCE_FILES)).hexdigest()
        if not self.is_current(path, key):
            program, corpus = self.folder / "sentences", self.folder / "corpus.tsv"
            subprocess.run(["g++", "-O2", "-o", program, SENTENCES / "gen.cpp"], check=True)
            corpus.write_bytes(gzip.decompress((SENTENCES / "corpus.tsv.gz").read_bytes()))
            self.make(path, key, [program, corpus, SENTENCES / "patterns_lit.txt", str(conversations), "jsonl"])
        return path

    def sample(self, contacts, layout):
        return [str(self.onpar), "sample", "--scenario", "bench", "--seed", str(SEED),
                "--conversations", str(contacts), "--layout", layout]

    def fingerprint(self, layout):
        """Tells one generator from another: the hash of a small sample."""
        small = subprocess.run(self.sample(200, layout), check=True, stdout=subprocess.PIPE).stdout
        return hashlib.sha256(small).hexdigest()

    @staticmethod
    def is_current(path, key):
        note = path.with_name(path.name + ".key")
        return path.exists() and note.exists() and note.read_text() == key

    def make(self, path, key, command):
        self.say(f"  making {path.name}")
        part = path.with_name(path.name + ".part")
        with open(part, "wb") as file:
            subprocess.run(command, check=True, stdout=file)
        os.replace(part, path)
        path.with_name(path.name + ".key").write_text(key)

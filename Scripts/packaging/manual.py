"""Writes the manual pages of Onpar, one for each command, from what the program says of itself.

manual.py PROGRAM FOLDER EPOCH DOCS: the pages bear the day of EPOCH, seconds since 1970; what they name lies in DOCS.
"""

import datetime
import json
import pathlib
import re
import subprocess
import sys

HEADING = re.compile(r"^([A-Z][A-Z ]+):$", re.MULTILINE)


def roff(text):
    """Text in ASCII that stands for itself, wherever in a line."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("`", "\\(ga").replace("'", "\\(aq")
    text = "".join(c if ord(c) < 128 else f"\\[u{ord(c):04X}]" for c in text)
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


def sentence(text):
    return " ".join(text.split())


def paragraphs(text):
    found = [roff(sentence(part)) for part in re.split(r"\n\s*\n", text.strip())]
    return "\n.PP\n".join(found).split("\n")


def verbatim(text):
    """Lines as they are typed."""
    kept = [roff(line.strip()) for line in text.strip().splitlines()]
    return [".nf", ".RS 4", *kept, ".RE", ".fi"] if kept else []


def exit_status(text):
    """`0 done · 64 wrong usage` as a list."""
    lines = []
    for item in sentence(text).split(" · "):
        number, meaning = item.split(" ", 1)
        lines += [".TP", f".B {number}", roff(meaning)]
    return lines


def title(command):
    return "-".join([*command.get("superCommands", []), command["commandName"]])


def called(command):
    return " ".join([*command.get("superCommands", []), command["commandName"]])


def is_positional(argument):
    return argument["kind"] == "positional"


def value(argument):
    return rf"\fI{roff(argument['valueName'])}\fR"


def label(argument):
    """An argument as it is typed: names in bold, what the user puts in in italics."""
    if is_positional(argument):
        return value(argument) + (" ..." if argument["isRepeating"] else "")
    names = sorted(argument["names"], key=lambda name: name["kind"] != "short")
    spelled = [("-" if name["kind"] == "short" else "--") + name["name"] for name in names]
    text = ", ".join(rf"\fB{roff(name)}\fR" for name in spelled)
    return text + (" " + value(argument) if argument["kind"] == "option" else "")


def synopsis(command, arguments):
    words = [rf"\fB{roff(called(command))}\fR"]
    if shown(command.get("subcommands", [])):
        return [" ".join([*words, r"\fIcommand\fR", r"[\fIoptions\fR]"])]
    words.append(r"[\fIoptions\fR]")
    for argument in arguments:
        if is_positional(argument):
            words.append(label(argument) if not argument["isOptional"] else f"[{label(argument)}]")
    for argument in arguments:
        if argument["kind"] == "option" and not argument["isOptional"]:
            name = roff("--" + argument["preferredName"]["name"])
            words.append(rf"\fB{name}\fR {value(argument)}")
    return [" ".join(words)]


def described(argument):
    text = sentence(argument.get("abstract", ""))
    discussion = sentence(argument.get("discussion", ""))
    values = argument.get("allValues", [])
    if not all(value in text + discussion for value in values):
        text += f" One of {', '.join(values)}."
    if "defaultValue" in argument:
        text += f" The default is {argument['defaultValue']}."
    return [".TP", label(argument), roff(text)] + ([".IP", roff(discussion)] if discussion else [])


def shown(things):
    """Without what is hidden, and without `help`, which the pages stand for."""
    return [t for t in things if t.get("shouldDisplay") and t.get("commandName") != "help"]


def see_also(command, docs):
    above = command.get("superCommands", [])
    names = ["-".join(above[: n + 1]) for n in range(len(above))]
    names += [title(child) for child in shown(command.get("subcommands", []))]
    pages = ",\n".join(rf"\fB{roff(name)}\fR(1)" for name in sorted(names))
    return [pages, ".PP", roff(f"What is named Docs/ or SampleData/ here lies in {docs}.")]


def page(command, day, version, docs):
    arguments = shown(command.get("arguments", []))
    # The discussion, cut at its headings: text, heading, text, heading, text ...
    pieces = HEADING.split(command.get("discussion", ""))
    said = dict(zip(pieces[1::2], pieces[2::2]))
    abstract = sentence(command["abstract"])
    sections = {
        "NAME": [rf"{roff(title(command))} \- {roff(abstract.removesuffix('.'))}"],
        "SYNOPSIS": synopsis(command, arguments),
        "DESCRIPTION": paragraphs(pieces[0].strip() or abstract),
        "COMMANDS": [
            line
            for child in shown(command.get("subcommands", []))
            for line in (".TP", rf"\fB{child['commandName']}\fR", roff(sentence(child["abstract"])))
        ],
        "ARGUMENTS": [line for a in arguments if is_positional(a) for line in described(a)],
        "OPTIONS": [line for a in arguments if not is_positional(a) for line in described(a)],
        **{heading: paragraphs(text) for heading, text in said.items()},
        "EXAMPLES": verbatim(said.get("EXAMPLES", "")),
        "EXIT STATUS": [r"As \fBonpar\fR(1) lists them."],
        "SEE ALSO": see_also(command, docs),
    }
    if "EXIT STATUS" in said:
        sections["EXIT STATUS"] = exit_status(said["EXIT STATUS"])
    lines = [
        r'.\" Written by Scripts/packaging/manual.py from what the program says of itself.',
        f'.TH {roff(title(command).upper())} 1 {day} "onpar {version}" "User Commands"',
        r'.\" Names are never hyphenated, so that they can be copied.',
        ".nh",
        ".ad l",
    ]
    for heading, body in sections.items():
        if body:
            lines += [f".SH {heading}", *body]
    return "\n".join(lines) + "\n"


def write(command, folder, *facts):
    (folder / f"{title(command)}.1").write_text(page(command, *facts), encoding="ascii")
    for child in shown(command.get("subcommands", [])):
        write(child, folder, *facts)


def output(program, argument):
    return subprocess.run([program, argument], check=True, capture_output=True, text=True).stdout


def main():
    program, folder, epoch, docs = sys.argv[1:]
    day = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc).date().isoformat()
    command = json.loads(output(program, "--experimental-dump-help"))["command"]
    version = output(program, "--version").strip()
    write(command, pathlib.Path(folder), day, version, docs)


main()

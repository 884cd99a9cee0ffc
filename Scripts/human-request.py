#!/usr/bin/env python3
"""Precision, recall and F1 of the phrase lists for requests for a person, by language and source.

    Scripts/human-request.py DATA [--split dev] [--onpar ./onpar]

DATA is a folder with messages.SPLIT.jsonl.gz and gold.SPLIT.jsonl.gz of single utterances, whose conversation ids read
hr-SOURCE-LANGUAGE-NUMBER. Each utterance becomes a conversation with a reply, and `onpar facts` says whether it asks for
a person. The language is not passed on, so that the lists of all languages take part, as in an export without one.
"""

import argparse
import collections
import gzip
import json
import subprocess
import tempfile


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def flagged(onpar, messages):
    """The conversations in which onpar finds a request."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, message in enumerate(messages):
            for role, text in (("bot", "One moment."), ("customer", message["text"]), ("bot", "Noted.")):
                line = {"conversation_id": message["conversation_id"], "role": role, "text": text}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()
        done = subprocess.run(
            [onpar, "facts", file.name, "--raw-ids", "-q", "-o", "-"],
            check=True, capture_output=True, encoding="utf-8",
        )
    found = set()
    for line in done.stdout.splitlines():
        row = json.loads(line)
        if "contact_id" in row and row.get("metrics", {}).get("human_request_rate", {}).get("value"):
            found.add(row["contact_id"])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--onpar", default="./onpar")
    options = parser.parse_args()
    gold = {
        row["conversation_id"]: row["label"]
        for row in rows(f"{options.data}/gold.{options.split}.jsonl.gz")
        if row["signal"] == "human_request" and row["label"] is not None
    }
    messages = list(rows(f"{options.data}/messages.{options.split}.jsonl.gz"))
    found = flagged(options.onpar, messages)
    counts = collections.defaultdict(collections.Counter)
    for message in messages:
        name = message["conversation_id"]
        if name not in gold:
            continue
        parts = name.split("-")
        for key in ("all", f"language {parts[-2]}", f"source {'-'.join(parts[1:-2])}"):
            counts[key][name in found, bool(gold[name])] += 1
    print(f"{'':24}{'precision':>10}{'recall':>8}{'F1':>8}{'true':>7}{'false':>7}{'missed':>8}{'others':>8}")
    for key, count in sorted(counts.items()):
        true, false, missed = count[True, True], count[True, False], count[False, True]
        share = lambda part, whole: f"{part / whole:.3f}" if whole else "–"
        print(
            f"{key:24}{share(true, true + false):>10}{share(true, true + missed):>8}"
            f"{share(2 * true, 2 * true + false + missed):>8}{true:>7}{false:>7}{missed:>8}"
            f"{count[False, False]:>8}"
        )


if __name__ == "__main__":
    main()

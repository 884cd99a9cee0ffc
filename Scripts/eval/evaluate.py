#!/usr/bin/env python3
"""Holds what `onpar signals` says against what people said.

    evaluate.py ONPAR CORPORA [--split dev] [--write FILE] [CORPUS ...]

ONPAR is the program, CORPORA the folder of labelled corpora. For each corpus and signal: precision, recall and F1 at a
score of 0.5, the areas under the ROC curve and under precision and recall, each with a 95 % interval from a bootstrap
over conversations, beside two baselines: a list of key words, and the bare sum of the valence lists that come with Onpar (the greatest of
the languages; no negation, no marks, no context). Nothing but the standard library is used. With --write the table between the two marks in FILE is renewed.
"""

import argparse
import gzip
import json
import pathlib
import random
import re
import subprocess
import sys

CORPORA = [
    "maia_dqe_en", "maia_dqe", "uss", "airline_tweets", "complaints", "convabuse", "human_request",
    "star", "betold", "dbdc3", "convai2",
]
# What anyone would write down in five minutes.
KEYWORDS = {
    "human_request": r"\b(human|agent|representative|operator|real person|someone|supervisor|manager)\b",
    "abuse": r"\b(stupid|idiot|dumb|fuck\w*|shit\w*|bitch\w*|hate you|shut up|sex\w*|ass)\b",
    "task_failure": r"\b(not|unable|sorry|cannot|can't|unfortunately)\b",
}
TROUBLE = (
    r"\b(angry|annoy\w*|awful|bad|broken|cancel\w*|complain\w*|disappoint\w*|fail\w*|frustrat\w*|hate|horrible|"
    r"not working|problem|ridiculous|still|terrible|unacceptable|upset|useless|waiting|waste|worst|wrong)\b|!!|\?\?"
)
VALENCE = sorted((pathlib.Path(__file__).resolve().parents[2] / "Sources/Signals/Lists").glob("*.valence"))
REPEATS = 400


def lines(path):
    if not path.exists():
        return
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def predict(program, path):
    """Scores by conversation, message and signal."""
    scores, greatest = {}, {}
    command = [program, "signals", str(path), "-o", "-", "-q"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        for line in run.stdout:
            row = json.loads(line)
            key = row["conversation_id"], row["signal"]
            scores[key[0], row["message_id"], key[1]] = row["score"]
            greatest[key] = max(greatest.get(key, 0), row["score"])
    if run.returncode not in (0, 65):
        sys.exit(f"{' '.join(command)} ended with {run.returncode}")
    return scores, greatest


def keyword_scores(messages, signals):
    scores, greatest = {}, {}
    patterns = {signal: re.compile(KEYWORDS.get(signal, TROUBLE), re.I) for signal in signals}
    for message in messages:
        for signal, pattern in patterns.items():
            hits = len(pattern.findall(message.get("text") or "")) if message["role"] == "customer" else 0
            score = hits / (hits + 1)
            scores[message["conversation_id"], message["message_id"], signal] = score
            key = message["conversation_id"], signal
            greatest[key] = max(greatest.get(key, 0), score)
    return scores, greatest


def valence_lists():
    """For each language the weight of words and phrases: trouble is below zero."""
    for path in VALENCE:
        weights = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            weight, colon, rest = line.partition(":")
            if line.startswith("#") or not colon or weight in ("negators", "refusals"):
                continue
            for part in rest.split("|"):
                phrase = []
                for word in part.split() + ["/"]:
                    stem, sign, endings = re.fullmatch(r"([^/~]*)([/~]?)(.*)", word).groups()
                    if not sign:
                        phrase.append(word)
                        continue
                    if phrase:
                        weights[tuple(phrase)] = float(weight)
                        phrase = []
                    if stem:
                        forms = [stem] if sign == "/" else []
                        forms += [stem + ending for ending in endings.split(",") if ending]
                        weights.update({(form,): float(weight) for form in forms})
        yield weights


def valence_scores(messages, signals):
    """The sum of the weights in a message, none of which is used twice."""
    scores, greatest = {}, {}
    lists = list(valence_lists())
    for message in messages:
        trouble = 0.0
        if message["role"] == "customer":
            words = re.findall(r"\w+", (message.get("text") or "").lower().replace("'", ""))
            for weights in lists:
                total, at = 0.0, 0
                while at < len(words):
                    for length in (5, 4, 3, 2, 1):
                        weight = weights.get(tuple(words[at:at + length]))
                        if weight is not None:
                            total -= weight
                            at += length - 1
                            break
                    at += 1
                trouble = max(trouble, total)
        score = trouble / (trouble + 1)
        for signal in signals:
            scores[message["conversation_id"], message["message_id"], signal] = score
            key = message["conversation_id"], signal
            greatest[key] = max(greatest.get(key, 0), score)
    return scores, greatest


class Sample:
    """Labels and scores of one signal, sorted once, so that a bootstrap is a walk."""

    def __init__(self, rows):
        # From the highest score down.
        self.rows = sorted(rows, key=lambda row: -row[1])
        names = sorted({row[2] for row in rows})
        self.numbers = {name: number for number, name in enumerate(names)}

    def figures(self, weights=None):
        """Precision, recall, F1, area under ROC, average precision."""
        hits = taken = yes = no = pairs = average = 0.0
        at_half = (0.0, 0.0)
        tie_yes = tie_no = 0.0
        last = None
        for label, score, name in self.rows + [(0, None, None)]:
            if score != last and last is not None:
                pairs += tie_no * (yes + tie_yes / 2)
                yes += tie_yes
                no += tie_no
                taken = yes + no
                if tie_yes:
                    average += tie_yes * yes / taken
                if last >= 0.5:
                    at_half = (yes, taken)
                tie_yes = tie_no = 0.0
            if score is None:
                break
            last = score
            weight = 1 if weights is None else weights[self.numbers[name]]
            if label:
                tie_yes += weight
            else:
                tie_no += weight
        hits, taken = at_half
        if not yes or not no:
            return None
        precision = hits / taken if taken else 0.0
        recall = hits / yes
        f1 = 2 * hits / (taken + yes)
        # A yes above a no counts one, a tie one half.
        return precision, recall, f1, pairs / (yes * no), average / yes

    def intervals(self):
        draw = random.Random(1)
        count = len(self.numbers)
        all_figures = []
        for _ in range(REPEATS):
            weights = [0] * count
            for _ in range(count):
                weights[draw.randrange(count)] += 1
            figures = self.figures(weights)
            if figures:
                all_figures.append(figures)
        result = []
        for values in zip(*all_figures):
            values = sorted(values)
            result.append((values[int(len(values) * 0.025)], values[int(len(values) * 0.975)]))
        return result


def sample(gold, predictions):
    scores, greatest = predictions
    rows = []
    for row in gold:
        conversation, message, signal = row["conversation_id"], row["message_id"], row["signal"]
        score = scores.get((conversation, message, signal))
        if score is None:
            # A judgement of a conversation without a score of its own takes the greatest of its messages.
            score = greatest.get((conversation, signal), 0) if message is None else 0
        rows.append((row["label"], score, conversation))
    return Sample(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("corpora", type=pathlib.Path)
    parser.add_argument("names", nargs="*", metavar="CORPUS")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--write", type=pathlib.Path, metavar="FILE")
    options = parser.parse_args()
    if not options.corpora.is_dir():
        print(f"skipped: the labelled corpora are not at {options.corpora}")
        return
    table = [
        "| corpus | signal | yes / judged | precision | recall | F1 | ROC area | PR area | key words: ROC area, F1 "
        "| bare valence: ROC area, F1 |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for corpus in options.names or CORPORA:
        folder = options.corpora / corpus
        messages = folder / f"messages.{options.split}.jsonl.gz"
        if not messages.exists():
            print(f"skipped: {messages} is absent")
            continue
        by_signal = {}
        for row in lines(folder / f"gold.{options.split}.jsonl.gz"):
            if row["label"] is not None:
                by_signal.setdefault((row["signal"], row["message_id"] is None), []).append(row)
        predictions = predict(options.program, messages)
        signals = {signal for signal, _ in by_signal}
        bases = keyword_scores(lines(messages), signals), valence_scores(lines(messages), signals)
        claimed = {key[2] for key in predictions[0]}
        for (signal, is_whole), gold in sorted(by_signal.items()):
            level = "conversation" if is_whole else "message"
            yes = sum(row["label"] for row in gold)
            if signal not in claimed:
                table.append(f"| {corpus} | {signal} ({level}) | {yes} / {len(gold)} | not claimed | | | | | | |")
                continue
            own = sample(gold, predictions)
            beside = [sample(gold, base).figures() for base in bases]
            cells = [
                f"{value:.2f} ({low:.2f}–{high:.2f})"
                for value, (low, high) in zip(own.figures(), own.intervals())
            ]
            table.append(
                f"| {corpus} | {signal} ({level}) | {yes} / {len(gold)} | {' | '.join(cells)} | "
                + " | ".join(f"{base[3]:.2f}, {base[2]:.2f}" for base in beside) + " |"
            )
            print(table[-1], flush=True)
    if options.write:
        text = options.write.read_text(encoding="utf-8")
        before, _, rest = text.partition("<!-- eval: begin -->\n")
        _, _, after = rest.partition("<!-- eval: end -->")
        new = "\n".join(table)
        options.write.write_text(f"{before}<!-- eval: begin -->\n{new}\n<!-- eval: end -->{after}", encoding="utf-8")


main()

#!/usr/bin/env python3
"""Job v1 in plain Python, for judging the other programs by: slow, and short enough to be read.

usage: python_job.py FILE
"""
import collections
import datetime
import json
import re
import sys

import job

is_phrase = re.compile(job.phrases(), re.IGNORECASE | re.ASCII).search
is_shouted = re.compile(job.TWO_WORDS_IN_CAPITALS, re.ASCII).search
epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


def milliseconds(timestamp):
    since = datetime.datetime.fromisoformat(timestamp.replace("Z", "+00:00")) - epoch
    return since // datetime.timedelta(milliseconds=1)


def is_frustrated(text):
    return job.SHOUT in text or bool(is_shouted(text)) or bool(is_phrase(text))


class Conversation:
    def __init__(self):
        self.customer = None
        self.times = collections.defaultdict(list)  # of the messages, by role
        self.words = self.frustrated_messages = 0
        self.is_repeated = False

    def add(self, message):
        role, text = message["role"], message["text"]
        self.times[role].append(milliseconds(message["timestamp"]))
        if role == "customer":
            self.frustrated_messages += is_frustrated(text)
        elif role in ("bot", "human"):
            self.words += text.count(" ") + text.count("\n") + 1

    def finish(self):
        """Reduces the lists of times to what the table needs."""
        bot, human, customer = (self.times.get(r, []) for r in ("bot", "human", "customer"))
        every = [time for times in self.times.values() for time in times]
        self.start, self.end = min(every), max(every)
        self.cohort = ("hybrid" if bot and human else "bot" if bot else "human" if human else "none")
        self.is_handed_off = bool(bot and human and min(bot) < min(human))
        self.replies = len(bot) + len(human)
        self.resolution = self.first_reply = None
        if customer:
            asked = min(customer)
            self.resolution = self.end - asked
            self.first_reply = min((t - asked for t in bot + human if t > asked), default=None)


def read(path):
    conversations = collections.defaultdict(Conversation)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            kind = record.get("type", "message")
            if kind == "conversation":
                conversations[record["conversation_id"]].customer = record.get("customer_id")
            elif kind == "message" and record.get("visibility") != "private":
                conversations[record["conversation_id"]].add(record)
    return {name: c for name, c in conversations.items() if c.times}


def mark_repeats(conversations):
    by_customer = collections.defaultdict(list)
    for name, one in conversations.items():
        if one.customer is not None:
            by_customer[one.customer].append((one.start, name))
    for visits in by_customer.values():
        visits.sort()
        for (_, name), (next_start, _) in zip(visits, visits[1:]):
            conversations[name].is_repeated = next_start - conversations[name].end <= job.WEEK


def rank(values, percent):
    """The value at the nearest rank, or None when there is none."""
    known = sorted(v for v in values if v is not None)
    return known[-(-percent * len(known) // 100) - 1] if known else None


def table(conversations):
    cohorts = collections.defaultdict(list)
    for one in conversations.values():
        cohorts[one.cohort].append(one)
    for cohort in sorted(cohorts):
        all_of = cohorts[cohort]
        resolutions = [c.resolution for c in all_of]
        first_replies = [c.first_reply for c in all_of]
        yield (
            cohort, len(all_of), sum(c.is_handed_off for c in all_of),
            sum(c.is_repeated for c in all_of), sum(c.frustrated_messages > 0 for c in all_of),
            sum(c.frustrated_messages for c in all_of),
            rank(resolutions, 50), rank(resolutions, 90),
            rank(first_replies, 50), rank(first_replies, 90),
            sum(c.words for c in all_of), sum(c.replies for c in all_of))


found = read(sys.argv[1])
for one in found.values():
    one.finish()
mark_repeats(found)
job.show(table(found))

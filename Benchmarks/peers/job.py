"""Job v1: what every program of this folder works out, and the words they share.

Input: a file in Onpar's messages layout. A line without a `type` is a message, a line of the type
`conversation` names the customer, all other lines are passed over, and so are private messages.

Per conversation:
  first and last message; first message of the customer; first reply (of bot or human) later than that;
  resolution time, from the customer's first message to the last message;
  cohort: bot, human, hybrid (both wrote) or none;
  handed off: the bot's first message is earlier than the human's first;
  frustrated messages of the customer: one of the phrases, or two words in capitals, or "!!";
  words of replies: spaces and line feeds plus one;
  repeat: the customer's next conversation begins at most 7 days after this one ended.
Per cohort: the counts, and median and 90th percentile of the durations (nearest rank, milliseconds).

Lines may come late, so nothing may be concluded from the order of lines.
"""
import pathlib

HEADER = (
    "cohort,conversations,handed_off,repeated,frustrated,frustrated_messages,"
    "resolution_p50,resolution_p90,first_reply_p50,first_reply_p90,reply_words,replies")

WEEK = 7 * 86_400_000
"""Milliseconds in which the customer's next conversation is a repeat."""

SHOUT = "!!"

# Character classes are ASCII in all programs. RE2 has no other; the others are told so in their own way.
TWO_WORDS_IN_CAPITALS = r"\b[A-Z]{3,}\b[\s\S]*\b[A-Z]{3,}\b"


def phrases():
    """One regular expression that finds any phrase; the caller adds "without case"."""
    lines = pathlib.Path(__file__).with_name("phrases.txt").read_text("utf-8").splitlines()
    return r"\b(?:" + "|".join(l for l in lines if l and not l.startswith("#")) + r")\b"


def show(rows):
    """Prints the table; a cohort without any such duration has an empty cell."""
    print(HEADER)
    for row in rows:
        print(",".join("" if cell is None else str(cell) for cell in row))

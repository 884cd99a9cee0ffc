#!/usr/bin/env python3
"""rename-topics.py < MESSAGES > MESSAGES: gives sample data forty topics, several with names that try something."""
import json
import sys

STRANGE = [
    "=HYPERLINK(\"http://localhost\",\"x\")", "+1-1", "-2+3", "@SUM(A1)", "<script>alert(1)</script>", "a, b; \"c\"",
    "\uff1d1+1", "two\nlines", "\t=1", "a;=1+1;b", " =1+1", "\u200b=1+1", "a\t=1+1\tb", "a very long topic name that goes on and on without an end in sight, to here",
]

for number, line in enumerate(sys.stdin):
    record = json.loads(line)
    if "topic" in record:
        place = int(record["conversation_id"].rsplit("-", 1)[-1]) % 40
        record["topic"] = STRANGE[place] if place < len(STRANGE) else f"{record['topic']}_{place // 8}"
    print(json.dumps(record, ensure_ascii=False))

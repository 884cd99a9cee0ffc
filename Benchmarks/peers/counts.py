#!/usr/bin/env python3
"""What is in a file of Onpar's messages layout, counted to be read and not to be fast: conversations, and messages by role.

usage: counts.py FILE

A message counts once however often its id occurs in its conversation; private notes are counted apart. `run.py` holds
`onpar inspect --json` against it.
"""
import json
import sys

conversations = set()
seen = set()
roles = {}
notes = 0
with open(sys.argv[1], encoding="utf-8") as lines:
    for line in lines:
        record = json.loads(line)
        conversation = record["conversation_id"]
        if record.get("type", "message") == "message":
            message = record.get("message_id")
            if message is not None and (conversation, message) in seen:
                continue
            seen.add((conversation, message))
            conversations.add(conversation)
            if record.get("visibility") == "private":
                notes += 1
            else:
                roles[record["role"]] = roles.get(record["role"], 0) + 1
        else:
            conversations.add(conversation)
print(json.dumps({"conversations": len(conversations), "messages_by_role": roles, "notes": notes}))

"""Reads one JSON a line, and answers each with what the parser makes of it."""

import json
import sys

from cdk_esign_webhooks_events import SigningEventUnreadable, dump_signing_event, parse_signing_event

for line in sys.stdin:
    try:
        event = parse_signing_event(json.loads(line))
        answer = {"model": type(event).__name__, "json": dump_signing_event(event)}
    except SigningEventUnreadable as error:
        leaks = error.__context__ is not None or error.__cause__ is not None
        answer = {"field": error.field, "problem": error.problem, "message": str(error), "leaks": leaks}
    print(json.dumps(answer))

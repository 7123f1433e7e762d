"""Finds the detail of an event in what a consumer gets."""

import json
from typing import NoReturn

from .signing_event_unreadable import SigningEventUnreadable

# EventBridge's event in a message of SNS in a message of SQS: four texts or objects, and one to spare.
_MAX_LAYERS = 5


def unwrap_detail(given: object) -> object:
    """Return the detail of an event from the texts and the envelopes of AWS services around it."""
    value = given
    for _ in range(_MAX_LAYERS):
        inner = _unwrap_once(value)
        if inner is value:
            break
        value = inner
    return value


def _unwrap_once(value: object) -> object:
    if isinstance(value, str):
        return _parse_json(value)
    if not isinstance(value, dict):
        return value
    if "detail-type" in value and "detail" in value:
        return value["detail"]
    if value.get("Type") == "Notification" and isinstance(value.get("Message"), str):
        return value["Message"]
    return value


def _parse_json(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        pass
    # Outside of the handler: the error of `json` has the whole text, and must not be the context of this one.
    raise SigningEventUnreadable("", "is not JSON")


def _refuse_constant(_name: str) -> NoReturn:
    """Refuse NaN and Infinity: Python reads them, and they are not JSON."""
    raise ValueError

"""The parser for consumers."""

from collections.abc import Mapping, Sequence
from typing import get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from .signing_event import ParsedSigningEvent, SigningEvent, UnknownSigningEvent
from .signing_event_unreadable import SigningEventUnreadable
from .unwrap_detail import unwrap_detail

_models: dict[str, type[SigningEvent]] = {
    name: model
    for model in get_args(SigningEvent.__value__)
    for name in get_args(model.model_fields["type"].annotation)
}


def parse_signing_event(given: object) -> ParsedSigningEvent:
    """Read a signing event from what a consumer gets.

    That is the event of EventBridge, its ``detail``, a message of SNS, or a text with one of them. Such a text is
    the ``body`` of an SQS message or the ``Message`` of an SNS one.

    It checks everything that the types promise. Fields that this version does not know stay in the result, in
    ``model_extra``.

    Args:
        given: The event, its detail, a message of SNS, or the JSON of one of them.

    Returns:
        The event's detail: an event of a known type, or an ``UnknownSigningEvent``.

    Raises:
        SigningEventUnreadable: It is no signing event of this contract. The error names the field, and has no
            value of it.

    """
    detail = unwrap_detail(given)
    if not isinstance(detail, dict):
        raise SigningEventUnreadable("", "is not an object")
    kind = detail.get("type")
    if not isinstance(kind, str):
        raise SigningEventUnreadable("type", "is not a text")
    try:
        return _models.get(kind, UnknownSigningEvent).model_validate(detail)
    except ValidationError as error:
        errors = error.errors(include_input=False, include_context=False, include_url=False)
    # Outside of the handler: pydantic's error has the whole event, and must not be the context of this one.
    field = _path(errors[0], detail)
    raise SigningEventUnreadable(field, _problem([one for one in errors if _path(one, detail) == field]))


def _problem(errors: list[ErrorDetails]) -> str:
    # The last branch of a union is the widest: any text, and not only the names that this version knows.
    error = errors[-1]
    return "is missing" if error["type"] == "missing" else f"is not valid: {error['msg']}"


def _path(error: ErrorDetails, detail: object) -> str:
    """Return the path of the field in the JSON. pydantic's has also the branches of unions: the JSON has none."""
    path, value = "", detail
    for part in error["loc"]:
        if isinstance(part, int) and isinstance(value, Sequence) and not isinstance(value, str):
            path, value = f"{path}[{part}]", value[part]
        elif isinstance(value, Mapping):
            path, value = f"{path}.{part}" if path else str(part), value.get(part)
        else:
            break
    return path

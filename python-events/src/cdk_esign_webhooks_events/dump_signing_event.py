"""Makes JSON of an event again."""

from typing import Any

from .signing_model import SigningModel


def dump_signing_event(event: SigningModel) -> dict[str, Any]:
    """Return the event as the JSON that it came from: each field, also an unknown one, and no other.

    pydantic's own ``model_dump`` fails on JSON that is nested deeply.
    """
    fields = type(event).model_fields
    return {
        **{
            fields[name].alias or name: _dump(getattr(event, name)) for name in fields if name in event.model_fields_set
        },
        **(event.model_extra or {}),
    }


def _dump(value: object) -> object:
    if isinstance(value, SigningModel):
        return dump_signing_event(value)
    if isinstance(value, list):
        return [_dump(item) for item in value]
    return value

"""The types of JSON values that pydantic's own types would refuse, change, or name in an error."""

import calendar
import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


@dataclass(frozen=True)
class _AsItIs:
    """Accepts each value of a class, and looks at nothing in it.

    A text of JSON may end with half of a character (a title that a provider cut), and pydantic refuses it. In an
    object, pydantic checks each name, and its error has the name.
    """

    kind: type

    def __get_pydantic_core_schema__(self, _source: type, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(self.kind)


_time_form = re.compile(
    r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?Z"
)


def _check_time(text: str) -> str:
    match = _time_form.fullmatch(text)
    if match:
        year, month, day = (int(part) for part in match.groups())
        if day <= calendar.monthrange(year, month)[1]:
            return text
    raise PydanticCustomError("time_form", "Input should be a time such as 2026-11-28T10:00:00Z")


Text: TypeAlias = Annotated[str, _AsItIs(str)]
"""Any text of JSON."""

JsonObject: TypeAlias = Annotated[dict[str, Any], _AsItIs(dict)]
"""Any object of JSON."""

SigningTime: TypeAlias = Annotated[Text, AfterValidator(_check_time)]
"""A time in UTC. It stays a text: a provider's time may have 7 digits after the second, and `datetime` holds 6."""

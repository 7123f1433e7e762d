"""The types of JSON values that pydantic's own types refuse, change, or name in an error."""

import calendar
import re
from typing import Annotated, Any, TypeAlias

from pydantic import AfterValidator, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class _AnyObject:
    """Accepts each object, and looks at nothing in it.

    pydantic's own type checks each name, refuses one that ends with half of a character, and its error has the name.
    """

    def __get_pydantic_core_schema__(self, _source: type, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.is_instance_schema(dict)


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


JsonObject: TypeAlias = Annotated[dict[str, Any], _AnyObject()]
"""Any object of JSON."""

SigningTime: TypeAlias = Annotated[str, AfterValidator(_check_time)]
"""A time in UTC. It stays a text, like the providers' times: they may have 7 digits, and `datetime` holds 6."""

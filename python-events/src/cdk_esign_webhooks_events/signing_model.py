"""The base of all models."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, ValidatorFunctionWrapHandler, field_validator
from pydantic_core import PydanticCustomError


class SigningModel(BaseModel):
    """A part of a signing event. It keeps fields that this version does not know, in ``model_extra``."""

    # Strict: JSON has types, and "1" is not 1. An error of pydantic must not show the event in a log.
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="allow", strict=True, frozen=True, hide_input_in_errors=True)

    @field_validator("*", mode="wrap")
    @classmethod
    def _as_in_json(cls, value: object, validate: ValidatorFunctionWrapHandler) -> object:
        """Judge a field as JSON Schema does: an optional field is absent, never null; 1.0 is 1; true is not 1."""
        if value is None:
            raise PydanticCustomError("null_field", "Input should be absent or a value, and not null")
        valid = validate(int(value) if isinstance(value, float) and value.is_integer() else value)
        if isinstance(valid, bool) != isinstance(value, bool):
            raise PydanticCustomError("not_boolean", "Input should be a boolean if the contract says so, and else not")
        return valid

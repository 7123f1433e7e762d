"""The one error of the parser."""


class SigningEventUnreadable(ValueError):  # noqa: N818 - the same name as in TypeScript
    """What was given is not a signing event of this contract. The error never has a value of the event."""

    def __init__(self, field: str, problem: str) -> None:
        """Make the error.

        Args:
            field: The path of the field as in the JSON, such as ``archive.files[2].sha256``. Empty if what was
                given is no event at all.
            problem: What is wrong with the field, such as ``is missing``.

        """
        super().__init__(field, problem)
        self.field = field
        self.problem = problem

    def __str__(self) -> str:
        """Return the whole message."""
        return f"The signing event is not readable: {self.field or 'it'} {self.problem}."

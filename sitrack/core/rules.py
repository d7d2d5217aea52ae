"""The one way in which a rule says no."""


class RuleBroken(Exception):
    """A rule forbids it. ``message`` speaks to the person; ``field`` names the
    form field it belongs to, or is None for the whole form."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

"""The one way in which a file is refused."""

from sitrack.core.rules import RuleBroken


class FileRefused(RuleBroken):
    """Nothing of the file is kept; the message tells its sender what to do instead."""

    def __init__(self, message: str) -> None:
        super().__init__(message, "file")

"""The one way in which a rule says no, and the one in which a workflow is written."""

from dataclasses import dataclass


class RuleBroken(Exception):
    """A rule forbids it. ``message`` speaks to the person; ``field`` names the
    form field it belongs to, or is None for the whole form."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


@dataclass(frozen=True)
class Transition:
    """One arrow of a workflow's table: by which verb, from where, to where, by whom,
    and whether whoever takes it says why."""

    verb: str
    sources: frozenset[str]
    target: str
    by: str
    needs_note: bool = False

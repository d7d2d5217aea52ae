"""Meetings and calls that are noted in one line, where a framework has such a log."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ContactKind:
    """``activity`` names the cadences that a contact of this kind meets, if any."""

    code: str
    label: str
    activity: str | None = None


@dataclass(frozen=True)
class ContactLog:
    """Kept whole by a version (``form_of(framework, "contacts")``)."""

    kinds: tuple[ContactKind, ...]

    def kind(self, code: str) -> ContactKind | None:
        return next((one for one in self.kinds if one.code == code), None)

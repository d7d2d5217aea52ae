"""How levels are agreed where they are a best fit: what is said beside the picks."""

from dataclasses import dataclass
from typing import Literal

from engagement.definitions.choices import Role


@dataclass(frozen=True)
class BestFit:
    """What the framework itself says of its picks, word for word; shown where they are
    made."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class ChangeOfLevel:
    """What a level that follows another within a year rests on: a visit or a letter.

    ``words`` is how the framework says it, word for word.
    """

    evidence: Literal["visit_or_letter"]
    words: str


@dataclass(frozen=True)
class Statement:
    """The statement of a year's level: what it is called, who signs it, when it is
    agreed, and what the framework says of that, word for word."""

    item: str
    name: str
    agreed: str
    timing: str
    returned: str
    signers: tuple[Role, ...]

"""The kinds of restricted letter: what each must hold, who signs it, who gets a copy."""

from dataclasses import dataclass

from engagement.definitions.choices import CopyWhen, Course, Signer
from sitrack.core.typed_yaml import Positive


@dataclass(frozen=True)
class Clause:
    """A ground to pick, or something to confirm before the letter is signed."""

    code: str
    text: str


@dataclass(frozen=True)
class Power:
    """A power that a notice may propose to use; some lapse so many months after the
    compliance period ends."""

    code: str
    text: str
    window_months: Positive | None = None


@dataclass(frozen=True)
class Copy:
    """Somebody to whom the letter is proposed to go, always or at some schools."""

    code: str
    name: str
    when: CopyWhen = "always"
    statutory: bool = False


@dataclass(frozen=True)
class Letter:
    """One kind of letter. `course` is the way that it takes (SM-4, SM-4b); the body
    may name the school as {school}."""

    code: str
    item: str
    name: str
    short: str
    course: Course
    signed_by: Signer
    body: str
    legal_help: str
    grounds: tuple[Clause, ...]
    preconditions: tuple[Clause, ...]
    copies: tuple[Copy, ...]
    powers: tuple[Power, ...] = ()
    response_days: Positive | None = None

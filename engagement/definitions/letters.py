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
    """One kind of letter. `course` is the way that it takes (SM-4, SM-4b, SM-4c); the
    body may name the school as {school}. After `review_months` what it asks for is
    reviewed. Its two long texts have names of their own where the framework does."""

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
    review_months: Positive | None = None
    concerns_label: str = ""
    actions_label: str = ""

"""The self-evaluation form: rows in two columns, one for each side (WIL-F)."""

from dataclasses import dataclass
from typing import Literal

Column = Literal["school", "la"]


@dataclass(frozen=True)
class SelfPrompt:
    """What one side is asked in a row, in the printed words.

    One that only leads to those below it has no box of its own (``answered`` is
    false); one that takes files says so, and ``meets`` names what is due that an
    answer or a file here brings (WIL-T-05).
    """

    code: str
    side: Column
    text: str
    answered: bool = True
    files: bool = False
    meets: str | None = None


@dataclass(frozen=True)
class SelfRow:
    """A row of the form; one ``within`` another goes on under that row's label, with a
    heading of its own where it prints one. A label may name {last_year}."""

    code: str
    prompts: tuple[SelfPrompt, ...]
    label: str = ""
    within: str | None = None


@dataclass(frozen=True)
class SelfPart:
    """One printed table with the words above each column; ``la_when`` says whether the
    LA fills its column before the meeting or in it."""

    code: str
    heading: str
    school: str
    la: str
    la_when: Literal["before", "meeting"]
    rows: tuple[SelfRow, ...]


@dataclass(frozen=True)
class SelfEvaluationForm:
    """The whole form; what is due for it stands in the cadences of these names."""

    code: str
    title: str
    school_due: str
    la_due: str
    parts: tuple[SelfPart, ...]

    @property
    def rows(self) -> tuple[SelfRow, ...]:
        return tuple(row for part in self.parts for row in part.rows)

    @property
    def prompts(self) -> tuple[SelfPrompt, ...]:
        return tuple(prompt for row in self.rows for prompt in row.prompts)

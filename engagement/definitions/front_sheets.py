"""The front sheet of a year's record, for a framework that prints one (WIL-V-01 to 17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from engagement.definitions.forms import Column, HelpLine
from sitrack.core.typed_yaml import Document

# What the record, the register and the visits say of themselves: nobody types it.
Derived = Literal[
    "school",
    "dfe_number",
    "officer",
    "visit_dates",
    "level",
    "inspection_date",
    "inspection_outcome",
]
Kind = Literal["derived", "para", "date", "choice", "listed", "outcomes"]


@dataclass(frozen=True)
class FrontPrompt:
    """One row of the sheet.

    ``listed`` prints its ``items``, of which those are ticked that apply to the school;
    the list is set yearly, with the version. ``outcomes`` is a table of the framework's
    measures, which its label heads, with ``columns``.
    """

    code: str
    label: str
    kind: Kind
    filled_by: Literal["officer", "school"] = "officer"
    heading: str | None = None
    derived: Derived | None = None
    option_list: str | None = None
    help: tuple[HelpLine, ...] = ()
    items: tuple[HelpLine, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True)
class FrontSheet:
    """The sheet, and what the set of notes is called that it stands before."""

    code: str
    name: str
    set_name: str
    prompts: tuple[FrontPrompt, ...]

    def of_side(self, side: str) -> list[FrontPrompt]:
        """What a side fills in: the officer, or the school."""
        return [
            one
            for one in self.prompts
            if one.filled_by == side and one.kind != "derived"
        ]


def check_front_sheet(
    sheet: FrontSheet, option_lists: Iterable[str], document: Document
) -> None:
    """Report everything that is wrong in a front sheet."""
    lists, seen = set(option_lists), set[str]()
    for prompt in sheet.prompts:
        if prompt.code in seen:
            document.add(prompt, "code", f"{prompt.code} is used twice")
        seen.add(prompt.code)
        if prompt.kind == "choice" and prompt.option_list not in lists:
            document.add(prompt, "option_list", "must name an option list")
        if (prompt.kind == "derived") != (prompt.derived is not None):
            document.add(prompt, "derived", "must say what a derived row shows")
        if prompt.kind == "listed" and not prompt.items:
            document.add(prompt, "items", "is missing")
        if prompt.kind == "outcomes" and not prompt.columns:
            document.add(prompt, "columns", "is missing")

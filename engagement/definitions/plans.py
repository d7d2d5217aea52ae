"""How a plan's form differs from framework to framework: its boxes, and its meetings."""

from dataclasses import dataclass
from typing import Literal

from engagement.definitions.choices import CadenceUnit
from sitrack.core.typed_yaml import Natural, Positive

BoxType = Literal["text", "para", "date", "money"]
Rated = Literal["action", "impact"]
AnswerType = Literal["para", "rows", "yes_no", "level"]
FilledBy = Literal["officer", "school", "meeting"]


@dataclass(frozen=True)
class Box:
    """One box of the form; ``group`` is the heading that it shares with its neighbours.

    An action's ``text``, ``who`` and ``by_when`` and an area's ``expected_change`` have
    columns of their own, as lists and what is due read them; every other box is kept
    under its key.
    """

    key: str
    label: str
    type: BoxType = "text"
    code: str = ""
    group: str = ""


@dataclass(frozen=True)
class ActionList:
    """The actions of one side, with their columns and what a review rates of them.

    ``reviewed_as`` is what a review calls them, where that is something else, and
    ``findings`` what is written beside the rating of their impact.
    """

    key: str
    heading: str
    columns: tuple[Box, ...]
    code: str = ""
    reviewed_as: str = ""
    rated: tuple[Rated, ...] = ()
    findings: str = ""
    findings_code: str = ""


@dataclass(frozen=True)
class PlanSection:
    """A part of the form: areas one after the other, or ``once`` a single block.

    ``title`` names an area, with its number; ``impact`` is the box of an area whose
    effect a review rates, under ``impact_heading``, and ``impact_label`` what the school
    writes beside it.
    """

    key: str
    heading: str
    lists: tuple[ActionList, ...]
    code: str = ""
    title: str = ""
    boxes: tuple[Box, ...] = ()
    once: bool = False
    impact: str = ""
    impact_heading: str = ""
    impact_label: str = ""
    impact_code: str = ""


@dataclass(frozen=True)
class Purpose:
    """What a meeting is for, and the minutes set aside for it."""

    code: str
    text: str
    minutes: Natural


@dataclass(frozen=True)
class Answer:
    """A question of a meeting: who fills it in and when, and how.

    ``verdict`` is the question whether the plan is on track; ``reason`` the label of
    the box beside a choice.
    """

    key: str
    label: str
    filled_by: FilledBy
    type: AnswerType = "para"
    code: str = ""
    heading: str = ""
    reason: str = ""
    verdict: bool = False
    columns: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Meeting:
    """A review of the plan, so long after its clock started; ``repeats`` until the
    plan ends.

    The school's part, with what ``pack`` lists, comes ``pack_days`` working days before
    it; ``prepare`` is what the form tells the authority to do before, and ``heading``
    stands over what is rated.
    """

    key: str
    name: str
    every: Positive
    unit: CadenceUnit
    code: str = ""
    repeats: bool = False
    final: bool = False
    pack_days: Natural = 0
    pack: str = ""
    prepare: str = ""
    heading: str = ""
    purposes: tuple[Purpose, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class PlanForm:
    """A form that is drawn from its definition. It can be begun at ``levels``; where a
    level has several, ``suggest_at_grade`` names the inspection grade it is meant for.

    ``clock`` is what its meetings are counted from.
    """

    sections: tuple[PlanSection, ...]
    clock: str
    heading: str = ""
    note: str = ""
    next_meeting: str = ""
    action_rag: str = "Rating"
    impact_rag: str = "Rating of the impact"
    levels: tuple[str, ...] = ()
    suggest_at_grade: str = ""
    front: tuple[Box, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    def section(self, key: str) -> PlanSection:
        """The section with this key."""
        return next(one for one in self.sections if one.key == key)

    def meeting(self, key: str) -> Meeting:
        """The meeting with this key."""
        return next(one for one in self.meetings if one.key == key)

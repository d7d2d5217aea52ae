"""What a note must hold before it leaves its author, case by case."""

from datetime import date
from typing import Any

import pytest

from sitrack.core.rules import RuleBroken
from visits import rules
from visits.rules import StepFacts

VISIT = date(2025, 11, 10)
WHOLE: dict[str, Any] = {
    "visit_day": VISIT,
    "today": VISIT,
    "has_type": True,
    "minutes": 90,
    "present": 2,
    "texts": {"focus": "Reading", "summary": "Fluent."},
    "steps": [],
}


def test_a_whole_note_has_no_problem() -> None:
    assert rules.sharing_problems(**WHOLE) == []


@pytest.mark.item("SUF-R-27", "SUF-R-28", "SUF-R-29", "SUF-R-31", "SUF-R-32")
@pytest.mark.parametrize(
    ("lack", "field", "message"),
    [
        ({"has_type": False}, "visit_type", "Select the type of visit"),
        ({"minutes": None}, "minutes", "Enter the time spent"),
        ({"minutes": 0}, "minutes", "Enter the time spent"),
        ({"present": 0}, "present", "Say who was present"),
        (
            {"texts": {"focus": "  ", "summary": "Fluent."}},
            "focus",
            "Enter the focus of this visit",
        ),
        ({"texts": {"focus": "Reading"}}, "summary", "Enter the summary evaluation"),
    ],
)
def test_what_lacks_is_named_with_its_field(
    lack: dict[str, Any], field: str, message: str
) -> None:
    (problem,) = rules.sharing_problems(**{**WHOLE, **lack})
    assert (problem.field, problem.message) == (field, message)


@pytest.mark.item("INV-07")
def test_a_visit_to_come_cannot_be_shared() -> None:
    problems = rules.sharing_problems(**{**WHOLE, "today": date(2025, 11, 9)})
    assert [problem.field for problem in problems] == ["date"]
    assert problems[0].message.startswith("10 November 2025 is in the future")


def test_everything_that_lacks_is_said_at_once() -> None:
    lack = {"has_type": False, "minutes": None, "present": 0}
    problems = rules.sharing_problems(**{**WHOLE, **lack})
    assert [problem.field for problem in problems] == [
        "visit_type",
        "minutes",
        "present",
    ]


STEP = StepFacts(text="Share the plan", due_on=date(2025, 12, 1), who="Helen Marsh")
EMPTY = StepFacts(text=" ", due_on=None, who="")


@pytest.mark.item("SUF-R-33", "INV-09")
@pytest.mark.parametrize(
    ("facts", "field", "message"),
    [
        ({"text": ""}, "text", "Say what is to be done"),
        ({"due_on": None}, "due_on", "Enter the date it is due"),
        ({"who": " "}, "who", "Say who will do it"),
        (
            {"due_on": date(2025, 11, 3)},
            "due_on",
            "3 November 2025 is before the visit on 10 November 2025",
        ),
    ],
)
def test_a_problem_names_the_row_and_the_value(
    facts: dict[str, Any], field: str, message: str
) -> None:
    second = StepFacts(**{**vars(STEP), **facts})
    (problem,) = rules.step_problems([STEP, second], visit_day=VISIT, complete=True)
    assert (problem.row, problem.field, problem.message) == (1, field, message)
    assert problem.sentence == f"Next step 2: {message}"


def test_a_row_left_empty_is_no_problem() -> None:
    assert rules.step_problems([EMPTY], visit_day=VISIT, complete=True) == []


def test_a_step_is_due_on_the_day_of_the_visit_at_the_earliest() -> None:
    same_day = StepFacts(text="Ring the library", due_on=VISIT, who="Sam Rowe")
    assert rules.step_problems([same_day], visit_day=VISIT, complete=True) == []


def test_a_draft_may_lack_the_day_or_the_person() -> None:
    begun = StepFacts(text="Ring the library", due_on=None, who="")
    assert rules.step_problems([begun], visit_day=VISIT, complete=False) == []


def test_a_draft_too_has_no_step_due_before_the_visit() -> None:
    early = StepFacts(text="", due_on=date(2025, 11, 9), who="")
    (problem,) = rules.step_problems([early], visit_day=VISIT, complete=False)
    assert problem.field == "due_on"


@pytest.mark.item("INV-07")
@pytest.mark.parametrize(
    ("opened", "closed"), [(None, None), (VISIT, VISIT), (date(2020, 9, 1), None)]
)
def test_a_visit_lies_in_the_life_of_the_school(
    opened: date | None, closed: date | None
) -> None:
    rules.check_open_days(day=VISIT, opened_on=opened, closed_on=closed)


@pytest.mark.item("INV-07")
@pytest.mark.parametrize(
    ("opened", "closed", "message"),
    [
        (date(2025, 11, 11), None, "The school opened on 11 November 2025."),
        (None, date(2025, 11, 9), "The school closed on 9 November 2025."),
    ],
)
def test_a_visit_outside_the_life_of_the_school_is_refused(
    opened: date | None, closed: date | None, message: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        rules.check_open_days(day=VISIT, opened_on=opened, closed_on=closed)
    assert (refusal.value.message, refusal.value.field) == (message, "date")


def test_not_ready_speaks_of_the_first_problem_and_holds_all() -> None:
    problems = rules.sharing_problems(**{**WHOLE, "minutes": None, "present": 0})
    refusal = rules.NotReady(problems)
    assert (refusal.message, refusal.field) == ("Enter the time spent", "minutes")
    assert len(refusal.problems) == 2

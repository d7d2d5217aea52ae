"""A varied set of filled forms: the ways in which people change a form that is theirs."""

from collections.abc import Callable
from random import Random

from tests.word_forms.forms import blocks_for
from tests.word_forms.manner import FORM, Manner
from tests.word_forms.paper import (
    box,
    cell,
    control,
    deleted,
    footnote,
    inserted,
    para,
    row,
    run,
    table,
    word_file,
)
from tests.word_forms.words import (
    PlanWords,
    PriorityWords,
    RecordWords,
    Step,
    VisitWords,
    plan,
    small,
)

RENAMED = {
    "title": "Rolling record",
    "headteacher": "Head teacher",
    "officer": "SEP",
    "inspection": "Last Ofsted",
    "vision": "Our vision",
    "priorities": "School priorities",
    "date": "Date of visit:",
    "present": "In attendance:",
    "visit_type": "Type of visit:",
    "follow_up": "Actions from last visit:",
    "focus": "Focus of visit:",
    "summary": "Key points:",
    "next_steps": "Agreed actions",
    "by_date": "By when",
    "who": "By whom",
    "next_visit": "Date of next visit:",
    "agenda": "Items for next visit:",
    "documents": "Documents shared:",
    "plan_title": "Additional Engagement Plan",
    "ends_on": "End date",
    "actions": "Action",
    "when": "By when",
    "rag": "RAG rating",
    "job_title": "Role",
    "phone": "Tel",
}
MISTYPED = {
    "section_3": "3. Record of joint wrok",
    "vision": "Schools vision",
    "follow_up": "Follow up action from last visit",
    "summary": "Summary evaluation / key points including evidence that"
    " supports this evaluaton",
    "next_visit": "Next visit date & time",
    "documents": "Documents linked to the visit which school leaders have chosen to"
    " share",
    "expected_change": "The changes we will see (ie the difference that actions will"
    " make and the impact)",
}


def full() -> RecordWords:
    said = small()
    said.plans = [plan()]
    return said


def two_plans() -> RecordWords:
    said = small()
    second = PlanWords(
        starts_on="13 April 2026",
        ends_on="18 December 2026",
        reasons="Governance needs more time.",
        priorities=[PriorityWords("Governance", "Minutes show challenge.")],
    )
    said.plans = [plan(), second]
    return said


def sparse() -> RecordWords:
    """Most boxes are empty, and there are no visits."""
    return RecordWords(
        front={"school": "Hawthorn Primary School", "vision": "Every child a reader."},
        trajectory={"la.summer": "Too early to say"},
        priorities=["Raise attainment in writing"],
        assessments={"SUF-R-18b.spring": "81%"},
    )


def many_visits() -> RecordWords:
    said = small()
    said.visits = [
        VisitWords(
            date=f"{number + 1}.{9 if number < 20 else 10}.25",
            focus=f"Subject {number}",
            summary=f"We looked at books of subject {number}.\nThey were cared for.",
            steps=[Step(f"Look again at subject {number}", "12.12.25", "HT")],
        )
        for number in range(25)
    ]
    return said


MANNERS: dict[str, Manner] = {
    "as printed": Manner(),
    "typed over the drop-downs": Manner(dropdowns=False),
    "renamed": Manner(names=RENAMED),
    "mistyped": Manner(names=MISTYPED),
    "visits in lines": Manner(visits_in_tables=False),
    "without headings": Manner(headings=False, stacked_front=True, glossary=False),
    "terms in lines": Manner(terms_in_lines=True),
    "with blank rows": Manner(blank_rows=7),
}
WORDS: dict[str, Callable[[], RecordWords]] = {
    "small": small,
    "full": full,
    "two plans": two_plans,
    "sparse": sparse,
    "many visits": many_visits,
}


def changed_by_hand() -> bytes:
    """What Word leaves behind: tracked changes, notes, boxes, merged and nested cells,
    curly quotes, and lines of nobody's box."""
    blocks = [
        para("Record of school improvement engagement model work"),
        table(
            row(
                "School",
                cell(para("Haw", inserted("thorn"), deleted("tree"), " Primary")),
            ),
            row(
                "School\u2019s vision",
                cell(para("\u201cEvery child\u201d a reader", footnote(1))),
            ),
            row("Nursery fees", "not a box of the form"),
        ),
        para(
            "A line that somebody typed between two tables.", box(para("Seen by Sam"))
        ),
        para("3. Record of joint work"),
        table(
            row(cell("Date:", merged="begins"), cell("24 September 2025")),
            row(cell(merged="goes on"), cell(para("Present:"), para("Helen Marsh"))),
            row(cell(para("Visit Type: ", control("", "Other")), span=2)),
            row(
                cell(
                    para(
                        "Summary evaluation/key points, including evidence, that"
                        " supports this evaluation:"
                    ),
                    para("Reading is strong."),
                    table(row("Year 2", "81%"), row("Year 6", "74%")),
                    para(
                        run("Focus: "), "fluency came up again, and present: all staff"
                    ),
                    span=2,
                )
            ),
        ),
        table(
            row("Next steps:", "By Date:", "Who?"),
            row(cell("Read with every child", span=2), "Class teachers"),
        ),
    ]
    return word_file(
        blocks, notes=["Agreed by governors in 2024."], header="Hawthorn, confidential"
    )


def random_file(seed: int) -> bytes:
    """A form with any of these changes, boxes left out and lines put in between."""
    chance = Random(seed)  # noqa: S311
    said = chance.choice(list(WORDS.values()))()
    for visit in said.visits:
        for key in ("present", "follow_up", "focus", "summary", "agenda"):
            if chance.random() < 0.3:
                setattr(visit, key, _gibberish(chance))
    manner = Manner(
        names={**_some(chance, RENAMED), **_some(chance, MISTYPED)},
        dropdowns=chance.random() < 0.5,
        bullets=chance.random() < 0.5,
        visits_in_tables=chance.random() < 0.5,
        stacked_front=chance.random() < 0.5,
        headings=chance.random() < 0.8,
        terms_in_lines=chance.random() < 0.5,
        blank_rows=chance.randrange(4),
        glossary=chance.random() < 0.5,
    )
    blocks = blocks_for(said, manner)
    for _ in range(chance.randrange(6)):
        blocks.insert(chance.randrange(len(blocks)), para(_gibberish(chance)))
    if chance.random() < 0.3:
        del blocks[chance.randrange(len(blocks))]
    return word_file(blocks)


def _some(chance: Random, names: dict[str, str]) -> dict[str, str]:
    return {key: name for key, name in names.items() if chance.random() < 0.4}


def _gibberish(chance: Random) -> str:
    """Words of the form in places where nobody expects them, and others."""
    words = [
        *FORM.labels.values(),
        "reading",
        "Autumn",
        "Priority 2",
        "Visit 3",
        "4.5.26",
    ]
    return " ".join(chance.choice(words) for _ in range(chance.randrange(1, 9)))

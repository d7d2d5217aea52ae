"""Wiltshire's notes as a browser posts them, each kind on its own form."""

import uuid
from typing import Any

from django.urls import reverse

from schools.models import Person
from sitrack.core.models import User
from tests.reports.pages import signed_in
from tests.universe import Council
from visits.models import Visit
from visits.services import replies

ACTIONS = (
    ("Share the phonics plan", "1/12/2025", "Helen Marsh", "£300 for books"),
    ("Visit a school that is good at it", "8/12/2025", "Sam Rowe", ""),
)
WORDS: dict[str, dict[str, Any]] = {
    "planning": {
        "changes": "A new teacher in Year 2.",
        "new_priorities": "Early reading\nAttendance",
        "summary": "The risk is low.",
        "comments": "A frank meeting.",
    },
    "interim": {
        "focus": "Phonics in Year 1",
        "changes": "None since autumn.",
        "activity": "Two lessons were seen.",
        "follow_up": "The plan is shared and used.",
        "comments": "On track.",
    },
    "end_of_year": {
        "changes": "The deputy leaves.",
        "follow_up": "More children read fluently.",
        "continued": "Writing in Key Stage 2\nBoys’ reading",
        "summary": "Good progress.",
        "comments": "Thank you all.",
        "closing_activity": "Share the case with the cluster",
    },
}


def posted(
    council: Council,
    kind: str = "planning",
    *,
    actions: tuple[tuple[str, str, str, str], ...] = ACTIONS,
    present: tuple[str, ...] = ("helen", "cora", "sam"),
    **changed: Any,
) -> dict[str, Any]:
    """A whole note of a kind; ``changed`` replaces what a test is about."""
    data: dict[str, Any] = {
        "submit_token": str(uuid.uuid4()),
        "intent": "share",
        "version": "0",
        "date": "10/11/2025",
        "visit_type": kind,
        "minutes": "3h",
        "mode": "in_school",
        "present": [str(council.persons[name].pk) for name in present],
        "others": "Mrs Jo-Ann Pole, teacher governor",
        **WORDS[kind],
    }
    if kind == "end_of_year":
        data |= {"circulation-TOTAL_FORMS": "0", "circulation-INITIAL_FORMS": "0"}
    else:
        data |= {"steps-TOTAL_FORMS": str(len(actions)), "steps-INITIAL_FORMS": "0"}
        for number, (text, day, who, cost) in enumerate(actions):
            data |= {
                f"steps-{number}-text": text,
                f"steps-{number}-due_on": day,
                f"steps-{number}-who": who,
                f"steps-{number}-cost": cost,
            }
    return {**data, **changed}


def address(council: Council, kind: str) -> str:
    return reverse("visits:visit_new_on", args=[council.hawthorn.pk, kind])


def write(council: Council, kind: str = "planning", **changed: Any) -> Visit:
    """A note that Sam has written and shared, or saved as a draft."""
    sam = signed_in(council.user("sam"))
    answer = sam.post(address(council, kind), posted(council, kind, **changed))
    assert answer.status_code == 302, answer.content.decode()
    return newest()


def newest() -> Visit:
    visit: Visit = Visit.objects.order_by("-pk")[0]
    return visit


def finish(council: Council, visit: Visit, said: str = "We agree.") -> Visit:
    """The head comments, Sam answers, and the note is final."""
    comment = replies.comment(visit=visit, text=said, by=council.user("helen"))
    replies.answer(comment=comment, text="Thank you.", by=council.user("sam"))
    visit.refresh_from_db()
    return replies.finalise(
        visit=visit, expected_version=visit.version, by=council.user("sam")
    )


def person(user: User) -> Person:
    found: Person = Person.objects.get(user=user)
    return found

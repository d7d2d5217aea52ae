"""Every state of a visit against every verb (SM-3)."""

from collections.abc import Callable

import pytest

from engagement.models import Side
from sitrack.core.rules import RuleBroken
from tests.universe import NOW, Council
from visits.models import Visit
from visits.services import documents, replies
from visits.services.diary import plan_visit
from visits.services.notes import save_note, share
from visits.services.recall import recall

FINAL = "This visit is final and cannot be changed. You can add an addendum."
NOT_SHARED = "Only a note that is shared can be commented on."
SHARE_FIRST = "Share the note with the school before making it final."
NOT_TAKEN = "Only a note that is shared can be taken back."
ANSWERED = (
    "The school has answered this note, so it cannot be taken back."
    " You can change it instead."
)
ALREADY = "Somebody has already made this visit final."
NOT_FINAL = "An addendum can be added once the visit is final."

# The state afterwards, or the words of the refusal.
TABLE = {
    "planned": {
        "save": "draft",
        "share": "shared",
        "comment": NOT_SHARED,
        "take back": NOT_TAKEN,
        "finalise": SHARE_FIRST,
        "add an addendum": NOT_FINAL,
        "add a document": "planned",
    },
    "draft": {
        "save": "draft",
        "share": "shared",
        "comment": NOT_SHARED,
        "take back": NOT_TAKEN,
        "finalise": SHARE_FIRST,
        "add an addendum": NOT_FINAL,
        "add a document": "draft",
    },
    "shared": {
        "save": "shared",
        "share": "shared",
        "comment": "commented",
        "take back": "draft",
        "finalise": "final",
        "add an addendum": NOT_FINAL,
        "add a document": "shared",
    },
    "commented": {
        "save": "commented",
        "share": "commented",
        "comment": "commented",
        "take back": ANSWERED,
        "finalise": "final",
        "add an addendum": NOT_FINAL,
        "add a document": "commented",
    },
    "final": {
        "save": FINAL,
        "share": FINAL,
        "comment": NOT_SHARED,
        "take back": NOT_TAKEN,
        "finalise": ALREADY,
        "add an addendum": "final",
        "add a document": FINAL,
    },
}


def visit_in(council: Council, state: str) -> Visit:
    if state == "planned":
        lead = council.persons["sam"]
        return plan_visit(record=council.record(), at=NOW, lead=lead, by=council.sam)
    make: dict[str, Callable[[], Visit]] = {
        "draft": council.draft_visit,
        "shared": council.shared_visit,
        "commented": council.commented_visit,
        "final": council.final_visit,
    }
    return make[state]()


def act(council: Council, visit: Visit, verb: str) -> None:
    seen, note, link = visit.version, council.note(), "https://hawthorn.example/plan"
    acts: dict[str, Callable[[], object]] = {
        "save": lambda: save_note(
            visit=visit, note=note, expected_version=seen, by=council.sam
        ),
        "share": lambda: share(
            visit=visit, note=note, expected_version=seen, by=council.sam
        ),
        "comment": lambda: replies.comment(visit=visit, text="", by=council.helen),
        "take back": lambda: recall(
            visit=visit, reason="Wrong day.", expected_version=seen, by=council.sam
        ),
        "finalise": lambda: replies.finalise(
            visit=visit, expected_version=seen, by=council.sam, reason="No head."
        ),
        "add an addendum": lambda: replies.add_addendum(
            visit=visit, side=Side.LA, text="One more thing.", by=council.sam
        ),
        "add a document": lambda: documents.add_document(
            visit=visit, title="Plan", link=link, by=council.helen
        ),
    }
    acts[verb]()


@pytest.mark.item("SM-3", "INV-08")
@pytest.mark.parametrize(
    ("state", "verb", "expected"),
    [
        (state, verb, expected)
        for state, verbs in TABLE.items()
        for verb, expected in verbs.items()
    ],
)
def test_a_visit_goes_only_where_the_table_says(
    council: Council, state: str, verb: str, expected: str
) -> None:
    visit = visit_in(council, state)
    if expected in TABLE:
        act(council, visit, verb)
    else:
        with pytest.raises(RuleBroken) as refusal:
            act(council, visit, verb)
        assert refusal.value.message == expected
        expected = state
    visit.refresh_from_db()
    assert visit.state == expected

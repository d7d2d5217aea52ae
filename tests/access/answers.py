"""What happens between school and officer once a note is shared, for the crawl."""

from collections.abc import Callable
from datetime import UTC, datetime

from tests.universe import Council
from visits.models import Comment, Correction, Visit
from visits.services import corrections, replies
from visits.services.recall import recall

LA = frozenset({"sam", "rita", "hana", "dee"})
LEADERS = frozenset({"helen", "dev"})
NEXT_VISIT = datetime(2025, 12, 8, 9, 30, tzinfo=UTC)


def take_back(council: Council, visit: Visit, *, reason: str) -> Visit:
    """Sam takes a shared note back."""
    return recall(
        visit=visit, reason=reason, expected_version=visit.version, by=council.sam
    )


def asked(
    council: Council, visit: Visit, *, word: Callable[[str, frozenset[str]], str]
) -> dict[str, Correction]:
    """A correction that is not sent, one that waits, one accepted, one declined."""
    both = LA | LEADERS
    found = {}
    for name, readers, key in (
        ("unsent", LEADERS, "focus"),
        ("sent", both, "present"),
        ("declined", both, "summary"),
    ):
        found[name] = corrections.keep_correction(
            visit=visit,
            prompt=visit.template.prompts.get(key=key),
            wrong=word(f"{name}wrong", readers),
            should_say=word(f"{name}right", readers),
            by=council.helen,
        )
    sent = [found["sent"].pk, found["declined"].pk]
    replies.answer_note(visit=visit, text="", corrections=sent, by=council.helen)
    corrections.decline_correction(
        correction=found["declined"], reason=word("declinereason", both), by=council.sam
    )
    return found


def answered(
    council: Council, visit: Visit, *, word: Callable[[str, frozenset[str]], str]
) -> Comment:
    """A comment with its answer, and one that waits for an answer."""
    both = LA | LEADERS
    first = replies.comment(visit=visit, text=word("comment", both), by=council.helen)
    replies.answer(comment=first, text=word("answer", both), by=council.sam)
    return replies.comment(visit=visit, text=word("second", both), by=council.dev)

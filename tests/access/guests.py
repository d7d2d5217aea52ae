"""Guests from other schools: what each was given, and one whose access was withdrawn."""

from datetime import date

from tests.access.canaries import LA, LEADERS, Canaries
from tests.universe import Council
from visits.models import GuestAccess, NextStep, Visit, VisitDocument
from visits.models.guests import Item
from visits.services.guests import give_access, withdraw_access

UNTIL = date(2025, 12, 12)


def let_guests_read(
    council: Council,
    canaries: Canaries,
    *,
    note: Visit,
    step: NextStep,
    documents: dict[str, VisitDocument],
) -> dict[str, GuestAccess]:
    """Odd reads a note, Eva a step, a link and a file; Eva could once read the note."""
    both = LA | LEADERS

    def given(name: str, item: Item, guest: str) -> GuestAccess:
        return give_access(
            item=item,
            person=council.persons[guest],
            until=UNTIL,
            reason=canaries.word(f"{name}guestreason", both | {guest}),
            by=council.helen,
        )

    ended = give_access(
        item=note,
        person=council.persons["eva"],
        until=UNTIL,
        reason=canaries.word("endedreason", both),
        by=council.sam,
    )
    withdraw_access(access=ended, by=council.helen)
    return {
        "note": given("note", note, "odd"),
        "step": given("step", step, "eva"),
        "document": given("document", documents["offered"], "eva"),
        "file": given("file", documents["offeredfile"], "eva"),
        "ended": ended,
    }

"""What this app prints: letters, from the facts that were frozen when they went out."""

from datetime import date, datetime
from typing import Any

from django.conf import settings

from engagement.models import ChangeLetter, RestrictedLetter, SchoolLetter
from engagement.queries import change_letter_text, letter_text, school_letter_text
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.templatetags.govuk import day, moment


def letter_document(letter: RestrictedLetter) -> Document:
    """The original of an issued letter (PDF-09): the same whoever reads it, and when.

    Raises ValueError before it is issued.
    """
    facts = letter.issued_facts
    if letter.issued_at is None:
        raise ValueError("A letter is printed once it is issued.")
    return Document(
        filename=f"document-{letter.pk}.pdf",
        title=facts["title"],
        printed_at=letter.issued_at,
        printed_by=facts["signed_by"],
        running=f"{facts['reference']}, restricted",
        version=_issued(facts),
        restricted=True,
        parts=(_part("pdf/letter.html", facts["title"], facts, letter_text.DAYS),),
    )


def change_letter_document(letter: ChangeLetter) -> Document:
    """The letter about a change of level as it was issued (LET-06)."""
    facts = letter.facts
    return Document(
        filename=f"change-of-level-{letter.pk}.pdf",
        title="Change of level",
        printed_at=letter.issued_at,
        printed_by=facts["signed_by"],
        running=f"{facts['school']}, {letter.reference}",
        version=_issued(facts),
        parts=(
            _part(
                "pdf/change_letter.html",
                "Change of level",
                facts,
                change_letter_text.DAYS,
            ),
        ),
    )


def school_letter_document(letter: SchoolLetter) -> Document:
    """A letter that is not restricted, as it was issued (LET-04, LET-07)."""
    facts = letter.facts
    return Document(
        filename=f"{letter.kind}-letter-{letter.pk}.pdf",
        title=letter.title,
        printed_at=letter.issued_at,
        printed_by=facts["signed_by"],
        running=f"{facts['school']}, {letter.reference}",
        version=_issued(facts),
        parts=(
            _part(
                "pdf/school_letter.html", letter.title, facts, school_letter_text.DAYS
            ),
        ),
    )


def _part(
    template: str, heading: str, facts: dict[str, Any], names: tuple[str, ...]
) -> Part:
    """The letter itself, on letterhead; ``names`` are the days among its facts."""
    words = {**facts, **in_words(facts, names)}
    more = {"heading": heading, "organisation": settings.ORGANISATION}
    return Part(heading, template, {**words, **more})


def _issued(facts: dict[str, Any]) -> str:
    return f"Issued {day(date.fromisoformat(facts['issued_on']))}"


def in_words(facts: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    """The days among the facts, as a letter writes them."""
    return {
        name: day(date.fromisoformat(facts[name])) for name in names if facts.get(name)
    }


def stamp_of(reader: User, at: datetime) -> str:
    """What is laid over a reader's copy of a restricted letter."""
    return f"Copy for {reader}, taken on {moment(at)}. Restricted: not to be passed on."

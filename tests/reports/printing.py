"""A record printed for somebody, and a final visit to print."""

from datetime import date
from typing import Any

from engagement.services.sections import give_trajectory
from reports.documents import KINDS, record_document
from sitrack.core.documents import render_pdf
from sitrack.core.models import User
from tests.universe import Council
from visits.models import Visit
from visits.services.content import Step

LATER = date(2026, 7, 1)
STEPS = (Step("Share the plan.", LATER, "Helen Marsh"),)


def printed(council: Council, name: str = "sam") -> bytes:
    record, reader = council.record(), council.user(name)
    return render_pdf(record_document(record, reader=reader))


def drawn(kind: str, pk: int, reader: User) -> bytes:
    """A document of any kind, found and built for its reader as the page does."""
    found = KINDS[kind]
    return render_pdf(found.build(found.find(reader, pk), reader=reader))


def final(council: Council, day: date, summary: str, **note: Any) -> Visit:
    """A final visit of a day, with one next step unless others are given."""
    steps = note.pop("steps", STEPS)
    texts = {"focus": "Mathematics.", "summary": summary}
    return council.final_visit(date=day, texts=texts, steps=steps, **note)


def give_view(council: Council, side: str, code: str, text: str, **more: Any) -> None:
    give_trajectory(
        record=council.record(),
        term=council.terms[more.pop("term", "summer")],
        subject="inspection",
        viewpoint=side,
        option=council.option("ofsted_trajectory", code),
        comment=text,
        expected_version=more.pop("version", 0),
        by=council.helen if side == "school" else council.sam,
        **more,
    )

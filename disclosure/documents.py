"""What is given out: the items without what is withheld, and the schedule of that."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.text import slugify

from disclosure.models import DisclosedItem, Disclosure, Treatment
from disclosure.rules import stands_for
from sitrack.core.documents import Document, Part
from sitrack.core.sheets.value import Sheet
from sitrack.core.templatetags.govuk import day

WHOLE = "All of it"
NAMELESS = "A document"


@dataclass(frozen=True)
class Line:
    """Something that was withheld: of which item, how much, under which section."""

    number: int
    item: str
    part: str
    section: str
    title: str
    note: str


SHEET = Sheet(
    "schedule",
    {
        "Number": lambda line: line.number,
        "Item": lambda line: line.item,
        "Withheld": lambda line: line.part,
        "Section": lambda line: line.section,
        "Exemption": lambda line: line.title,
        "Reason": lambda line: line.note,
    },
)


def given(disclosure: Disclosure) -> list[DisclosedItem]:
    """The items that are answered with, in their order."""
    items = disclosure.items.exclude(treatment=Treatment.LEAVE_OUT)
    return list(items.prefetch_related("marks"))


def schedule_of(disclosure: Disclosure, items: list[DisclosedItem]) -> list[Line]:
    """What was withheld and why, in the order of reading; no withheld word is in it."""
    return [
        line
        for number, item in enumerate(items, start=1)
        for line in _lines(disclosure, number, item)
    ]


def _lines(disclosure: Disclosure, number: int, item: DisclosedItem) -> Iterator[Line]:
    law = disclosure.law
    if item.treatment == Treatment.WITHHOLD:
        title = law.exemption(item.section).title
        yield Line(number, NAMELESS, WHOLE, item.section, title, item.note)
        return
    counts: dict[tuple[str, str], int] = {}
    for mark in item.in_force:
        key = (mark.section, mark.note)
        counts[key] = counts.get(key, 0) + 1
    for (section, note), count in counts.items():
        part = "A passage" if count == 1 else f"{count} passages"
        title = law.exemption(section).title
        yield Line(number, item.open_title, part, section, title, note)


def disclosed_document(
    disclosure: Disclosure, *, at: datetime, version: str
) -> Document:
    """The whole as a document that holds none of the withheld words, not even beside its
    text: each item is drawn from what is left of it. Nothing of it is kept on the shelf
    of what was drawn before."""
    items = given(disclosure)
    return Document(
        filename=f"{name_of(disclosure)}.pdf",
        title=f"Answer to request {disclosure.reference}",
        printed_at=at,
        printed_by=settings.ORGANISATION,
        running=f"{disclosure.school.name}, request {disclosure.reference}",
        version=version,
        restricted=True,
        parts=tuple(_parts(disclosure, items)),
    )


def name_of(disclosure: Disclosure) -> str:
    """The stem of a file's name."""
    return f"request-{slugify(disclosure.reference) or disclosure.pk}"[:100]


def _parts(disclosure: Disclosure, items: list[DisclosedItem]) -> Iterator[Part]:
    law = disclosure.law
    front = {
        "disclosure": disclosure,
        "organisation": settings.ORGANISATION,
        "law": law,
        "received": day(disclosure.received_on),
        "example": stands_for([law.names]),
        "count": len(items),
    }
    yield Part("About this answer", "pdf/disclosed_front.html", front)
    for number, item in enumerate(items, start=1):
        if item.treatment == Treatment.WITHHOLD:
            whole = {"number": number, "instead": stands_for([item.section])}
            name = f"Item {number}, withheld"
            yield Part(name, "pdf/disclosed_withheld.html", whole)
        else:
            name = f"Item {number}: {item.open_title}"
            page = {"number": number, "html": item.open_html(), "wide": item.wide}
            yield Part(name, "pdf/disclosed_item.html", page)
    lines = schedule_of(disclosure, items)
    yield Part("What was withheld", "pdf/disclosed_schedule.html", {"lines": lines})

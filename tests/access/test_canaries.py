"""No page, document or mail holds a word that its reader may not read."""

import re
from collections.abc import Iterator
from importlib import import_module
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from reports.documents import record_document
from reports.queries.search import KINDS
from sitrack.core.documents import render_pdf
from sitrack.core.documents.drawing import page_of
from sitrack.core.documents.value import Document
from sitrack.core.models import Notification
from sitrack.core.sweep import sweep
from tests.access.matrix import ACCESS
from tests.access.row import PEOPLE
from tests.access.world import World
from tests.pdf import text_of
from tests.universe import Council
from visits.models import Comment

LINK = re.compile(r'href="([^"#]+)')
WORD = re.compile(r"zz[a-z]+zz")
MOST_PAGES = 1_200
# What somebody may read and no page shows them. A draft view stands in the form of
# those who give it.
NOT_SHOWN = {
    "hana": {"zzautumnlaviewzz"},
    "dee": {"zzautumnlaviewzz"},
    "theo": {"zzjointviewzz", "zzspringlaviewzz", "zzcellzz"},
}
# Never asked for: it would sign the crawler out.
LEFT_OUT = ("/accounts/", "/static/")
# A page for each row of a table, or of what is due: the addresses hold one, which speaks
# for them all.
ALIKE = re.compile(r"/measures/\d+/$|^/due/\d+/")


@pytest.fixture
def world(built: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Everything there is; a document is read as it stands before it is drawn."""

    def as_text(document: Document) -> bytes:
        return page_of(document).encode()

    monkeypatch.setattr(import_module("reports.views.record"), "render_pdf", as_text)
    return built


def kept_from(world: World, person: str, text: str) -> set[str]:
    """The words in a text that the person may not read."""
    readers = world.canaries.readers
    return {word for word in WORD.findall(text) if person not in readers[word]}


def addresses(council: Council, world: World) -> list[str]:
    """Every address about every thing that there is, whoever may see it."""
    visits, levels = world.visits.values(), world.levels.values()
    records = [*council.records.values(), world.later, world.earlier]
    found = {
        reverse(name, kwargs=row.where(council, world))
        for name, rows in ACCESS.items()
        for row in rows
    }
    found.add(f"{world.draft.form}?draft={world.draft.pk}")
    for name, things in (
        ("visits:visit", visits),
        ("visits:visit_edit", visits),
        ("visits:visit_comment", visits),
        ("visits:visit_finalise", visits),
        ("level", levels),
        ("engagement:level_view", levels),
        ("level_decide", levels),
        ("record", records),
        ("visits:comment_answer", Comment.objects.all()),
        ("visits:correction_change", world.corrections.values()),
        ("visits:correction_answer", world.corrections.values()),
    ):
        found |= {reverse(name, args=[thing.pk]) for thing in things}
    found |= {f"{reverse('search')}?q=zz&kind={kind}" for kind in KINDS}
    for term in council.year.terms.all():
        pks = [council.records["hawthorn"].pk, term.pk]
        found.add(reverse("engagement:trajectory", args=pks))
        found.add(reverse("engagement:support", args=pks))
    return sorted(found)


def crawl(client: Client, start: list[str]) -> Iterator[tuple[str, str]]:
    """Every page that can be reached from the addresses and from links on pages."""
    waiting, seen = list(start), set(start)
    while waiting:
        assert len(seen) < MOST_PAGES
        address = waiting.pop()
        response = client.get(address)
        text = response.getvalue().decode(errors="replace")
        yield address, text
        for link in [*LINK.findall(text), response.headers.get("Location", "")]:
            parts = urlsplit(urljoin(address, link.replace("&amp;", "&")))
            onward = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc or onward in seen or onward.startswith(LEFT_OUT):
                continue
            if ALIKE.search(onward):
                continue
            seen.add(onward)
            waiting.append(onward)


@pytest.mark.item("CONF-06", "CONF-07", "CONF-10")
@pytest.mark.parametrize("person", [name for name in PEOPLE if name != "nobody"])
def test_no_page_tells_what_its_reader_may_not_read(
    council: Council, world: World, person: str
) -> None:
    client = Client()
    client.force_login(getattr(council, person))
    told: dict[str, list[str]] = {}
    read: set[str] = set()
    for address, text in crawl(client, addresses(council, world)):
        read |= set(WORD.findall(text))
        for word in kept_from(world, person, text):
            told.setdefault(word, []).append(address)
    assert told == {}
    own = {word for word, may in world.canaries.readers.items() if person in may}
    assert own - read == NOT_SHOWN.get(person, set())


@pytest.mark.item("CONF-07")
@pytest.mark.parametrize("person", ["helen", "gus", "sam"])
def test_no_record_is_printed_with_what_its_reader_may_not_read(
    council: Council, world: World, person: str
) -> None:
    document = record_document(council.record(), reader=getattr(council, person))
    text = text_of(render_pdf(document))
    assert WORD.search(text)
    assert kept_from(world, person, text) == set()


@pytest.mark.item("CONF-04")
def test_no_mail_and_no_message_holds_content(
    council: Council, world: World, mailoutbox: list[EmailMessage]
) -> None:
    while sweep():
        pass
    assert len(mailoutbox) > 10
    assert [
        mail for mail in mailoutbox if WORD.search(f"{mail.subject}{mail.body}")
    ] == []
    assert not Notification.objects.filter(title__contains="zz").exists()


def test_a_word_out_of_its_place_is_found(council: Council, world: World) -> None:
    text = "It is named zzkepttitlezz."
    assert kept_from(world, "helen", text) == set()
    for person in ("sam", "gus", "odd"):
        assert kept_from(world, person, text) == {"zzkepttitlezz"}

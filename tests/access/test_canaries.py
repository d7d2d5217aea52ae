"""No page, document or mail holds a word that its reader may not read.

All pages are read once for each person. So their answers are held against the table of
access here too.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urljoin, urlsplit

import pikepdf
import pytest
from django.core.mail import EmailMessage
from django.http.response import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse

from reports.documents import KINDS as KINDS_OF_DOCUMENTS
from reports.queries.search import KINDS
from reports.services.feeds import make_feed
from sitrack.core.documents import render_pdf
from sitrack.core.models import Notification
from sitrack.core.sweep import sweep
from tests.access.answering import letter_of
from tests.access.matrix import ACCESS
from tests.access.printing import print_as_text
from tests.access.row import PEOPLE
from tests.access.world import World
from tests.pdf import beside_the_text, text_of
from tests.universe import Council
from visits.models import Comment

LINK = re.compile(r'href="([^"#]+)')
# A crawl that runs away is stopped: who sees most reads some 1,200 pages.
MOST_PAGES = 2_500
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
# for them all. An Excel file is packed, and holds the rows of the CSV file beside it.
ALIKE = re.compile(r"/measures/\d+/$|^/due/\d+/|[?&]as=xlsx")


@pytest.fixture
def world(built: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Everything there is; a document is read as it stands before it is drawn."""
    print_as_text(monkeypatch)
    return built


def kept_from(world: World, person: str, text: str) -> set[str]:
    """The words in a text that the person may not read."""
    canaries = world.canaries
    return {
        word for word in canaries.found_in(text) if person not in canaries.readers[word]
    }


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


def table_of(council: Council, world: World, person: str) -> dict[str, str]:
    """What the table says to somebody who asks for a page, by address."""
    return {
        reverse(name, kwargs=row.where(council, world)): row.expected()[person]
        for name, rows in ACCESS.items()
        for row in rows
        if "GET" in row.methods
    }


def all_of(response: HttpResponseBase) -> str:
    """The text of an answer with its headers, where a file has its name; of a packed
    file what is in it, with its names."""
    body = response.getvalue()
    texts = [str(response.headers), body.decode(errors="replace")]
    if zipfile.is_zipfile(BytesIO(body)):
        with zipfile.ZipFile(BytesIO(body)) as packed:
            texts += packed.namelist()
            texts += [packed.read(name).decode(errors="replace") for name in texts[2:]]
    return "\n".join(texts)


def crawl(client: Client, start: list[str]) -> Iterator[tuple[str, str, str]]:
    """Every page that can be reached from the addresses and from links on pages: its
    address, the letter of the table that it answers with, and its text."""
    waiting, seen = list(start), set(start)
    while waiting:
        assert len(seen) < MOST_PAGES
        address = waiting.pop()
        response = client.get(address)
        text = all_of(response)
        yield address, letter_of(response), text
        for link in [*LINK.findall(text), response.headers.get("Location", "")]:
            parts = urlsplit(urljoin(address, link.replace("&amp;", "&")))
            onward = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc or onward in seen or onward.startswith(LEFT_OUT):
                continue
            if ALIKE.search(onward):
                continue
            seen.add(onward)
            waiting.append(onward)


@pytest.mark.item("SUF-S-01", "CONF-06", "CONF-07", "CONF-10")
@pytest.mark.parametrize("person", [name for name in PEOPLE if name != "nobody"])
def test_each_opens_what_the_table_says_and_no_page_tells_what_is_not_theirs(
    council: Council, world: World, person: str
) -> None:
    client = Client()
    client.force_login(getattr(council, person))
    table, got = table_of(council, world, person), {}
    told: dict[str, list[str]] = {}
    read: set[str] = set()
    for address, letter, text in crawl(client, addresses(council, world)):
        if address in table:
            got[address] = letter
        read |= world.canaries.found_in(text)
        for word in kept_from(world, person, text):
            told.setdefault(word, []).append(address)
    assert got == table
    assert told == {}
    own = {word for word, may in world.canaries.readers.items() if person in may}
    assert own - read == NOT_SHOWN.get(person, set())


@pytest.mark.item("CONF-01", "CONF-07")
@pytest.mark.parametrize("person", ["helen", "gus", "sam"])
def test_no_pack_is_printed_with_what_its_reader_may_not_read(
    council: Council, world: World, person: str
) -> None:
    """The inspection pack holds the record, visits, plan and what is open: its words,
    and what a file has besides, such as its outline."""
    kind, reader = KINDS_OF_DOCUMENTS["inspection-pack"], getattr(council, person)
    document = kind.build(kind.find(reader, council.record().pk), reader=reader)
    pdf = render_pdf(document)
    text = text_of(pdf)
    assert world.canaries.found_in(text)
    assert kept_from(world, person, text + beside_the_text(pdf)) == set()
    with pikepdf.open(BytesIO(pdf)) as file:
        assert not file.attachments


def test_what_stands_beside_the_text_of_a_file_is_found(
    council: Council, world: World
) -> None:
    file = pikepdf.new()
    file.add_blank_page()
    file.docinfo["/Subject"] = "zzkepttitlezz"
    written = BytesIO()
    file.save(written)
    found = kept_from(world, "gus", beside_the_text(written.getvalue()))
    assert found == {"zzkepttitlezz"}


@pytest.mark.item("CONF-04")
def test_no_mail_and_no_message_holds_content(
    council: Council, world: World, mailoutbox: list[EmailMessage]
) -> None:
    while sweep():
        pass
    assert len(mailoutbox) > 10
    assert [
        mail
        for mail in mailoutbox
        if world.canaries.found_in(mail.message().as_string()) or mail.attachments
    ] == []
    assert not Notification.objects.filter(title__contains="zz").exists()


@pytest.mark.item("CONF-04")
@pytest.mark.parametrize("person", [name for name in PEOPLE if name != "nobody"])
def test_no_calendar_feed_holds_content(
    council: Council, world: World, person: str
) -> None:
    token = make_feed(by=getattr(council, person))
    answer = Client().get(reverse("calendar_feed_file", args=[token]))
    assert answer.status_code == 200
    assert world.canaries.found_in(all_of(answer).replace("\r\n ", "")) == set()


def test_a_word_in_a_packed_file_or_in_a_name_is_found(world: World) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("record.txt", "zzkepttitlezz " * 50)
    assert b"zzkepttitlezz" not in packed.getvalue()
    answer = HttpResponse(packed.getvalue())
    assert "zzkepttitlezz" in world.canaries.found_in(all_of(answer))
    named = HttpResponse(headers={"Content-Disposition": 'x; filename="zzkepttitlezz"'})
    assert "zzkepttitlezz" in world.canaries.found_in(all_of(named))


def test_a_word_out_of_its_place_is_found(council: Council, world: World) -> None:
    text = "It is named zzkepttitlezz."
    assert kept_from(world, "helen", text) == set()
    for person in ("sam", "gus", "odd"):
        assert kept_from(world, person, text) == {"zzkepttitlezz"}

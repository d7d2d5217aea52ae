"""A headteacher sees who has seen what of the school; nobody else more than is theirs."""

import csv
import io

import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse

from engagement.models import RestrictedLetter
from engagement.services.letters import answering
from engagement.services.letters.reading import open_in_emergency, record_reading
from reports.queries.openings import asked_for, openings_of_all
from sitrack.core.models import Event
from tests.access.printing import print_as_text
from tests.engagement.lettering import issued, written
from tests.reports.publishing import browser, opened, published
from tests.universe import Council
from visits.models import VisitDocument
from visits.services import documents

pytestmark = pytest.mark.item("INV-25")


@pytest.fixture(autouse=True)
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    print_as_text(monkeypatch)


def page(council: Council, name: str, **asked: str) -> str:
    address = reverse("school_openings", args=[council.hawthorn.pk])
    answer = browser(council.user(name)).get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def shared(council: Council) -> VisitDocument:
    paper = documents.add_document(
        visit=council.shared_visit(),
        title="Reading results",
        link="https://a.example/",
        by=council.helen,
    )
    documents.consent(document=paper, by=council.helen)
    return paper


def told(council: Council, name: str, query: str = "") -> list[tuple[str, str]]:
    """Who and what, as somebody is told it."""
    found: QuerySet[Event] = openings_of_all(
        council.hawthorn, council.user(name), asked_for(QueryDict(query)), letters=True
    )
    return [(event.actor_name, event.verb) for event in found]


def test_the_head_sees_who_opened_versions_documents_and_letters(
    council: Council,
) -> None:
    opened(published(council), council.gus)
    documents.record_opening(document=shared(council), by=council.sam)
    record_reading(letter=issued(council), by=council.cora)
    text = page(council, "helen")
    assert "3 times" in text
    assert "opened the document “Reading results” of the" in text
    for name in ("Gus Pell", "Sam Rowe", "Cora Lyle"):
        assert f'data-label="Who">{name}</th>' in text


def test_of_a_document_only_the_school_is_told(council: Council) -> None:
    documents.record_opening(document=shared(council), by=council.sam)
    assert told(council, "helen") == [("Sam Rowe", "document.opened")]
    assert told(council, "sam") == []


def test_of_a_version_those_are_told_who_may_read_it(council: Council) -> None:
    opened(published(council, "team"), council.sam)
    assert told(council, "helen") == []
    assert told(council, "rita") == [("Sam Rowe", "publication.opened")]


@pytest.mark.item("INV-17")
def test_of_a_letter_nothing_is_told_from_before_it_was_issued(
    council: Council,
) -> None:
    record_reading(letter=written(council), by=council.dee)
    assert told(council, "hana") == told(council, "helen") == []


@pytest.mark.item("INV-17")
def test_of_a_letter_that_the_head_may_not_read_nothing_is_told(
    council: Council,
) -> None:
    letter = issued(council)
    letter.recipients.filter(who="headteacher").delete()
    record_reading(letter=letter, by=council.cora)
    assert told(council, "helen") == []
    assert told(council, "sam") == []
    assert told(council, "hana") == [("Cora Lyle", "letter.read")]


@pytest.mark.item("CONF-14")
def test_why_an_administrator_opened_a_letter_is_not_told_here(
    council: Council,
) -> None:
    letter = issued(council)
    open_in_emergency(letter=letter, reason="A FAULT IN IT", by=council.ada)
    assert "A FAULT IN IT" not in page(council, "helen")


@pytest.mark.item("INV-17")
def test_no_letter_is_in_a_file(council: Council) -> None:
    opened(published(council), council.gus)
    letter: RestrictedLetter = issued(council)
    answering.release(letter=letter, by=council.cora)
    record_reading(letter=letter, by=council.gus)
    address = reverse("school_openings", args=[council.hawthorn.pk])
    for query in ({"as": "csv"}, {"as": "csv", "kind": "letters"}):
        answer = browser(council.helen).get(address, query)
        text = answer.content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        assert rows[0] == ["When", "Who", "What", "Kind"]
        kinds = [row[3] for row in rows[1:]]
        assert kinds == ([] if "kind" in query else ["Published versions"])


def test_it_is_narrowed_by_kind_and_by_name(council: Council) -> None:
    opened(published(council), council.gus)
    documents.record_opening(document=shared(council), by=council.sam)
    assert told(council, "helen", "kind=versions") == [
        ("Gus Pell", "publication.opened")
    ]
    assert told(council, "helen", "name=rowe") == [("Sam Rowe", "document.opened")]
    assert told(council, "helen", "kind=versions&name=rowe") == []
    assert told(council, "helen", "kind=%00&name=%25") == []
    assert len(told(council, "helen", "name=%00r")) == 1
    assert "Nothing was found." in page(council, "helen", kind="nonsense")


def test_another_schools_openings_are_not_here(council: Council) -> None:
    documents.record_opening(document=shared(council), by=council.sam)
    found = openings_of_all(
        council.birch, council.hana, asked_for(QueryDict()), letters=True
    )
    assert list(found) == []


@pytest.mark.parametrize("name", ["dev", "cora", "gus", "theo"])
def test_whoever_may_read_but_is_not_to_know_is_told_so(
    council: Council, name: str
) -> None:
    address = reverse("school_openings", args=[council.hawthorn.pk])
    assert browser(council.user(name)).get(address).status_code == 403
    assert (
        "All that was opened"
        not in browser(council.user(name))
        .get(reverse("school_published", args=[council.hawthorn.pk]))
        .content.decode()
    )


def test_the_head_gets_there_from_what_was_published(council: Council) -> None:
    list_page = reverse("school_published", args=[council.hawthorn.pk])
    text = browser(council.helen).get(list_page).content.decode()
    assert reverse("school_openings", args=[council.hawthorn.pk]) in text

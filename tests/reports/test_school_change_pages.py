"""The pages on which somebody confirms that a school closes or changes."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.services.summaries import refresh
from schools.models import School, SchoolChange, SchoolLink
from schools.services.federations import agree_trade
from tests.plans.running import running
from tests.reports.acts import proposal
from tests.reports.changing import LAST_DAY, Kind, confirmed, new_academy, proposed
from tests.reports.pages import get, links, read, signed_in, words
from tests.reports.test_school_changes import planned
from tests.schools.linked import links_text
from tests.universe import Council

LIST = "/school-changes/"


def posted(council: Council, name: str, address: str, **sent: str) -> Any:
    return signed_in(council.user(name)).post(address, sent)


@pytest.mark.item("INV-22")
def test_the_head_sees_what_will_happen_before_confirming(council: Council) -> None:
    running(council, "suf_24")
    planned(council)
    proposal(council)
    refresh([council.hawthorn.pk])
    change = proposed(council)
    page = read(council.hana, change.get_absolute_url())
    for line in (
        "It closes Its last day is 31 December 2025.",
        "The record of 2025/26 is locked: it can be read, and takes addenda only.",
        "1 plan is cancelled.",
        "1 planned visit is cancelled.",
        "1 proposal of a level is withdrawn.",
        "things due are cancelled.",
        "The hours ledger is kept as it is, and everything can still be read.",
    ):
        assert line in page
    answer = posted(council, "hana", change.get_absolute_url(), last_day="31 12 2025")
    assert answer.status_code == 302
    change.refresh_from_db()
    assert (change.state, change.decided_by) == ("confirmed", council.hana)
    after = read(council.hana, change.get_absolute_url())
    assert "Confirmed by Hana Yilmaz" in after
    assert "It does not happen, or on another day" in after


@pytest.mark.item("CONF-14")
def test_an_administrator_is_told_of_it_in_general(council: Council) -> None:
    planned(council)
    page = read(council.ada, proposed(council).get_absolute_url())
    assert "What is planned there, under discussion or still due" in page
    assert "1 planned visit" not in page


@pytest.mark.item("ACC-075", "INV-23")
def test_a_conversion_says_what_stays_and_what_the_academy_is_not_offered(
    council: Council,
) -> None:
    council.final_visit()
    academy = new_academy(council)
    change = proposed(council, Kind.CONVERSION, academy)
    page = read(council.hana, change.get_absolute_url())
    for line in (
        "School that follows Hawthorn Academy, URN 900060, Academy converter",
        "Nothing is moved: the history stays with Hawthorn Primary School",
        "2 open next steps stay as they are.",
        "it is never offered the statutory level or the authority’s warning letters",
        "letters to Hawthorn Primary School stay with Hawthorn Primary School",
        "Hawthorn Academy has no traded agreement, and so no record",
    ):
        assert line in page
    agree_trade(school=academy, start=date(2026, 1, 1), by=council.ada)
    assert "no traded agreement" not in read(council.hana, change.get_absolute_url())
    answer = posted(
        *(council, "ada", change.get_absolute_url()),
        kind="conversion",
        last_day="31/12/2025",
    )
    assert answer.status_code == 302
    assert SchoolLink.objects.get().since == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"last_day": ""}, "Enter the last day of the school that ends"),
        ({"last_day": "31 2 2026"}, "must be a real date"),
        ({"last_day": "1 8 2025"}, "There is a level from 1 September 2025"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(
    council: Council, sent: dict[str, str], told: str
) -> None:
    change = proposed(council)
    answer = posted(council, "hana", change.get_absolute_url(), **sent)
    assert answer.status_code == 422
    assert told in words(answer)
    assert not School.objects.exclude(closed_on=None).exists()


def test_the_second_of_two_is_told_politely(council: Council) -> None:
    change = proposed(council)
    confirmed(council, change)
    answer = posted(council, "ada", change.get_absolute_url(), last_day="30 12 2025")
    assert answer.status_code == 422
    assert "Somebody has already decided this." in words(answer)
    change.refresh_from_db()
    assert change.last_day == LAST_DAY


def test_a_change_is_entered_by_hand_and_then_looked_at(council: Council) -> None:
    address = reverse("school_change_add")
    sent = {"school": "Willow Infant School", "last_day": "31 8 2026"}
    answer = posted(council, "ada", address, **sent, kind="amalgamation")
    assert "Enter the school that follows" in words(answer)
    answer = posted(
        council, "ada", address, **sent, kind="closure", successor="Elm Junior School"
    )
    assert "A school that only closes is followed by none" in words(answer)
    answer = posted(
        council, "ada", address, **sent, kind="replacement", successor="900003"
    )
    assert "A school cannot follow itself." in words(answer)
    answer = posted(council, "ada", address, **sent, kind="closure", successor="999999")
    assert answer.status_code == 422
    answer = posted(
        council, "ada", address, **sent, kind="amalgamation", successor="900002"
    )
    change = SchoolChange.objects.get()
    assert answer.headers["Location"] == change.get_absolute_url()
    assert (change.source, change.successor) == ("hand", council.elm)
    assert not SchoolLink.objects.exists()


def test_the_list_tells_what_waits_lies_ahead_and_was_decided(council: Council) -> None:
    assert "Nothing waits to be confirmed." in read(council.hana, LIST)
    confirmed(council, proposed(council, school=council.elm))
    waiting = proposed(council, last_day=None)
    answer = get(council.hana, LIST)
    page = words(answer)
    assert "1 to be confirmed" in page
    assert "The register does not say when." in page
    assert "Confirmed, for a day to come Elm Junior School It closes." in page
    assert waiting.get_absolute_url() in links(answer)
    aside = reverse("school_change_set_aside", args=[waiting.pk])
    assert posted(council, "hana", aside, reason="").status_code == 422
    assert posted(council, "hana", aside, reason="Not so").status_code == 302
    assert "Set aside by Hana Yilmaz" in read(council.hana, LIST)


def test_a_closing_that_does_not_happen_is_taken_back_on_the_page(
    council: Council,
) -> None:
    change = confirmed(council, proposed(council))
    address = reverse("school_change_take_back", args=[change.pk])
    assert "The school goes on as before" in read(council.hana, address)
    assert posted(council, "hana", address, reason="Put off").status_code == 302
    assert School.objects.get(pk=council.hawthorn.pk).closed_on is None


def handed_in(council: Council, data: bytes) -> Any:
    file = SimpleUploadedFile("links.csv", data, content_type="text/csv")
    client = signed_in(council.ada)
    return client.post(reverse("schools:links_file"), {"file": file}, follow=True)


def test_the_file_of_links_is_read_and_its_bad_rows_are_told(council: Council) -> None:
    good = (900003, 900002, "Successor - merged", "31-08-2026")
    answer = handed_in(council, links_text(good, (1, 1, "Successor", "")).encode())
    page = words(answer)
    assert "links.csv was read: 1 to be confirmed, 0 known already, 1 refused." in page
    assert "Line 3, LinkURN: A school cannot follow itself (1)" in page
    again = handed_in(council, links_text(good).encode())
    assert again.redirect_chain[-1][0] == LIST
    assert "0 to be confirmed, 1 known already" in again.content.decode()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The file is empty."),
        ("URN,LinkURN".encode("utf-16"), "The file is in UTF-16."),
        (b"URN,Name\r\n", "The file of links lacks the columns LinkURN, LinkType"),
    ],
)
def test_a_file_that_is_no_file_of_links_changes_nothing(
    council: Council, data: bytes, told: str
) -> None:
    answer = handed_in(council, data)
    assert answer.status_code == 422
    assert told in words(answer)
    assert not SchoolChange.objects.exists()

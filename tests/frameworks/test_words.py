"""Our own sentences take the framework's nouns, and nobody reads another's."""

import re
from datetime import date

import pytest
from django.urls import reverse

from engagement.models import LevelAssignment
from engagement.queries.words import words_in_use, words_of
from reports.services.summaries import refresh
from sitrack.core import calendar
from sitrack.core.words import PLAIN, word, worded, worded_later
from tests.frameworks.crawling import pages_of
from tests.reports.pages import get, links, read, words
from tests.universe import Council

# What Suffolk's people say and nobody in Wiltshire does.
SUFFOLKS = re.compile(
    r"\b(SEPs?|RLEs?|[Rr]olling records?|Suffolk|ES&L|AEP|[Cc]ircles?"
    r"|Standards and Excellence|Head of School Improvement|Regional Lead for Education"
    r"|[Aa]dditional [Ee]ngagement|(?<=[Pp]lan of )engagement"
    r"|(?<=[Pp]lans of )engagement)\b"
)
THE_LA = re.compile(r"\b(LA|the local authority)\b")
PEOPLE = ["sam", "rita", "hana", "dee", "helen", "cora", "gus", "sena", "theo", "ada"]


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_in_wiltshire_reads_suffolks_words(
    wiltshire: Council, name: str
) -> None:
    found = {
        (path, match.group(0))
        for path, text in pages_of(wiltshire.user(name)).items()
        for match in SUFFOLKS.finditer(text)
    }
    assert found == set()


@pytest.mark.parametrize("name", ["sam", "rita", "hana", "helen", "gus", "ada"])
def test_nobody_in_a_trust_reads_suffolks_words(trust: Council, name: str) -> None:
    found = {
        (path, match.group(0))
        for path, text in pages_of(trust.user(name)).items()
        for match in [*SUFFOLKS.finditer(text), *THE_LA.finditer(text)]
    }
    assert found == set()


def test_a_sentence_takes_the_words_of_the_framework_in_use(council: Council) -> None:
    later = worded_later("Back to the {record}")
    assert worded("{school} has no {record}.", school="Elm") == (
        "Elm has no rolling record."
    )
    assert str(later) == "Back to the rolling record"


def test_the_same_sentence_reads_otherwise_in_wiltshire(wiltshire: Council) -> None:
    assert worded(
        "The {authority} is asked by the {officer}, the {lead} by the {head}"
    ) == (
        "The LA is asked by the SIA, the Regional Lead by the Head of School"
        " Effectiveness"
    )
    assert str(worded_later("Back to the {record}")) == "Back to the school record"


def test_a_word_begins_a_sentence_and_takes_its_article(council: Council) -> None:
    assert word("Record") == "Rolling record"
    assert word("a_record") == "a rolling record"
    assert word("A_plan_name") == "An additional engagement plan"


def test_a_framework_that_is_not_loaded_has_plain_words(council: Council) -> None:
    assert words_of("nowhere") == {}
    assert PLAIN["record"] == "record"


def test_a_word_that_nobody_has_is_a_mistake(council: Council) -> None:
    with pytest.raises(KeyError, match="unheard"):
        worded("The {unheard}")


def test_words_are_read_once(
    council: Council, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    words_in_use()
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert word("officer") == "SEP"


def test_a_trust_is_not_called_an_authority_where_readers_are_named(
    trust: Council,
) -> None:
    due = read(trust.sam, reverse("school_due", args=[trust.hawthorn.pk]))
    assert "The school’s leaders and the trust’s officers for this school" in due
    for page in (
        reverse("visits:visit_new", args=[trust.hawthorn.pk]),
        reverse("visits:visit_plan", args=[trust.hawthorn.pk]),
        reverse("school_due", args=[trust.hawthorn.pk]),
    ):
        assert "authority" not in read(trust.sam, page).lower()


@pytest.mark.item("SCO-32")
def test_a_link_officer_is_led_from_what_is_due_to_the_report_of_the_term(
    scotland: Council,
) -> None:
    LevelAssignment.objects.filter(school=scotland.hawthorn).update(
        level=scotland.level("sco_supported")
    )
    refresh([scotland.hawthorn.pk])
    page = get(scotland.sam, reverse("school_due", args=[scotland.hawthorn.pk]))
    assert reverse("plans:term_report_write", args=[scotland.hawthorn.pk]) in links(
        page
    )
    assert "the council’s officers for this school" in words(page)


def test_the_calendar_of_a_scottish_council_has_scotlands_bank_holidays(
    scotland: Council,
) -> None:
    calendar.open_year(
        label="2029/30",
        start=date(2029, 8, 20),
        end=date(2030, 6, 28),
        terms=[],
        by=scotland.ada,
    )
    closed = calendar.closed_days()
    assert {date(2029, 11, 30), date(2030, 1, 2)} <= closed
    easter_monday = date(2030, 4, 22)
    assert easter_monday not in closed

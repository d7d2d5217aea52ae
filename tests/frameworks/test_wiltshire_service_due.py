"""What is due of the whole service: the levels reviewed each term, and themes reported to
the board each quarter."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import BoardReport, LevelReview
from reports.queries.board import Quarter, quarter_or_404
from reports.queries.digests import counts_for, offered_for
from reports.queries.due_for import due_for
from reports.queries.feed import entries_for
from reports.services.board import report_to_board
from reports.services.moderation import confirm_review
from reports.topics import Topic
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.plans.casing import on, words_of
from tests.universe import TODAY, Council

QUARTER_ENDS = date(2025, 11, 28)
TERM_ENDS = date(2025, 12, 19)
THEMES = (
    "Key themes for the Wiltshire Education Standards Board (WESB): due by"
    " 28 November 2025"
)
LEVELS_OF_HEAD = (
    "Termly review of the levels, with the Regional Lead and Excellence Officers: due"
    " by 19 December 2025"
)
LEVELS_OF_LEAD = (
    "Termly review of the levels, with the Head of School Effectiveness: due by"
    " 19 December 2025"
)


def due(user: User, day: date) -> list[str]:
    return [row.words for row in due_for(user, day) if not row.school_key]


def autumn(council: Council) -> Quarter:
    return quarter_or_404(council.year.pk, 1)


def reported(council: Council, **said: object) -> BoardReport:
    facts: dict[str, object] = {
        "told_on": TODAY,
        "themes": "Writing falls in key stage 2.",
        "agreed": "The teaching school alliance leads a network on writing.",
        "expected_version": 0,
    }
    return report_to_board(
        framework=council.framework,
        quarter=autumn(council),
        by=council.hana,
        **{**facts, **said},  # type: ignore[arg-type]
    )


@pytest.mark.item("CAD-14", "WIL-T-11")
def test_the_head_is_reminded_of_the_board_by_the_last_working_day_of_the_quarter(
    wiltshire: Council,
) -> None:
    assert due(wiltshire.hana, date(2025, 11, 27)) == []
    assert due(wiltshire.hana, QUARTER_ENDS) == [THEMES]
    assert due(wiltshire.rita, QUARTER_ENDS) == []
    reported(wiltshire)
    assert due(wiltshire.hana, QUARTER_ENDS) == []


@pytest.mark.item("CAD-09", "WIL-W-04")
def test_the_review_of_the_levels_is_due_of_the_head_and_of_the_regional_leads(
    wiltshire: Council,
) -> None:
    reported(wiltshire)
    assert due(wiltshire.hana, TERM_ENDS) == [LEVELS_OF_HEAD]
    assert due(wiltshire.rita, TERM_ENDS) == [LEVELS_OF_LEAD]
    assert due(wiltshire.sam, TERM_ENDS) == []
    assert due(wiltshire.user("helen"), TERM_ENDS) == []
    confirm_review(term=wiltshire.terms["autumn"], by=wiltshire.hana)
    assert due(wiltshire.hana, TERM_ENDS) == []
    assert due(wiltshire.rita, TERM_ENDS) == []


def test_what_is_late_stays_due_in_the_next_term_and_is_told_as_late(
    wiltshire: Council, client: Client
) -> None:
    with on(2026, 1, 12):
        assert due(wiltshire.hana, date(2026, 1, 12)) == [THEMES, LEVELS_OF_HEAD]
        client.force_login(wiltshire.hana)
        shown = words_of(client.get(reverse("my_due")))
    assert f"The whole service Late {THEMES} Late {LEVELS_OF_HEAD}" in shown


def test_home_tells_of_it_from_two_weeks_before(
    wiltshire: Council, client: Client
) -> None:
    client.force_login(wiltshire.hana)
    assert "Due of the whole service" not in words_of(client.get("/"))
    with on(2025, 11, 17):
        shown = words_of(client.get("/"))
        assert f"Due of the whole service {THEMES}" in shown
        assert "19 December" not in shown
        client.force_login(wiltshire.sam)
        assert "Due of the whole service" not in words_of(client.get("/"))


def test_the_weekly_mail_counts_it_for_those_who_see_to_it(wiltshire: Council) -> None:
    with on(2025, 12, 15):
        assert counts_for(wiltshire.hana, date(2025, 12, 15))[Topic.SERVICE] == 2
        assert counts_for(wiltshire.rita, date(2025, 12, 15))[Topic.SERVICE] == 1
        assert Topic.SERVICE not in counts_for(wiltshire.sam, date(2025, 12, 15))


def test_where_nothing_is_asked_of_the_service_nothing_is_offered_to_count(
    council: Council,
) -> None:
    assert Topic.SERVICE not in offered_for(council.hana)
    assert due(council.hana, date(2026, 7, 31)) == []


def test_it_stands_in_the_calendar_feed_and_in_the_file(
    wiltshire: Council, client: Client
) -> None:
    entries = [one for one in entries_for(wiltshire.hana) if "service" in one.key]
    assert next((one.title, one.begins) for one in entries) == (
        f"The whole service: {THEMES}",
        QUARTER_ENDS,
    )
    client.force_login(wiltshire.hana)
    with on(2025, 11, 17):
        sheet = client.get(reverse("my_due"), {"format": "csv"}).content.decode()
    assert "The whole service" in sheet


@pytest.mark.item("WIL-G-02")
def test_what_the_board_agreed_with_providers_is_kept_with_the_counts_of_the_quarter(
    wiltshire: Council, client: Client
) -> None:
    client.force_login(wiltshire.hana)
    told = reverse("board_told", args=[wiltshire.year.pk, 1])
    sent = {
        "told_on": "10/11/2025",
        "themes": "Writing falls in key stage 2.",
        "agreed": "The Teaching School Alliance leads a network on writing.",
        "version": "0",
    }
    answer = client.post(told, sent, follow=True)
    text = words_of(answer)
    assert "The board heard of it on 10 November 2025." in text
    assert "Strategic actions and support strategies agreed with providers" in text
    assert "The Teaching School Alliance leads a network on writing." in text
    assert "Schools by level" in text
    client.force_login(wiltshire.rita)
    page = words_of(client.get(reverse("board_report", args=[wiltshire.year.pk, 1])))
    assert "leads a network on writing" in page
    assert "Correct what is recorded" not in page
    assert "The quarter to 30 November 2025 , on 10 November 2025" in words_of(
        client.get(reverse("board_themes"))
    )


@pytest.mark.item("WIL-R-09", "WIL-G-01")
def test_who_was_given_the_report_is_kept_by_name_and_none_of_them_signs_in(
    wiltshire: Council, client: Client
) -> None:
    client.force_login(wiltshire.hana)
    told = reverse("board_told", args=[wiltshire.year.pk, 1])
    recipients = [
        "Wiltshire Education Standards Board (WESB)",
        "Wiltshire Education Partnership (WEP)",
        "Lead Member for Children's Services",
        "Corporate Director",
    ]
    page = words_of(client.get(told))
    assert "None of them signs in here" in page
    assert all(one in page for one in recipients)
    sent = {
        "told_on": "10/11/2025",
        "themes": "Writing falls in key stage 2.",
        "told_to": ["WIL-R-09c", "WIL-R-09a"],
        "version": "0",
    }
    answer = client.post(told, sent, follow=True)
    given = (
        "The report was given to: Wiltshire Education Standards Board (WESB); Lead"
        " Member for Children's Services."
    )
    assert given in words_of(answer)
    ticked = client.get(told).context["form"]["told_to"].value()
    assert ticked == ["WIL-R-09a", "WIL-R-09c"]
    refused = client.post(told, {**sent, "version": "1", "told_to": ["SOMEBODY"]})
    assert refused.status_code == 422
    report = BoardReport.objects.get()
    assert report.recipients == [recipients[0], recipients[2]]


def test_of_two_who_record_a_quarter_the_second_sees_who_else_was_given_it(
    wiltshire: Council, client: Client
) -> None:
    reported(wiltshire, told_to=["WIL-R-09d"])
    client.force_login(wiltshire.hana)
    told = reverse("board_told", args=[wiltshire.year.pk, 1])
    sent = {
        "told_on": "10/11/2025",
        "themes": "Writing falls in key stage 2.",
        "agreed": "The teaching school alliance leads a network on writing.",
        "told_to": ["WIL-R-09a"],
        "version": "0",
    }
    answer = client.post(told, sent)
    assert answer.status_code == 409
    text = words_of(answer)
    assert "Corporate Director" in text
    assert BoardReport.objects.get().recipients == ["Corporate Director"]


def test_a_correction_keeps_the_counts_and_needs_the_version_that_was_read(
    wiltshire: Council,
) -> None:
    first = reported(wiltshire)
    kept = first.tables
    with pytest.raises(Stale):
        reported(wiltshire, themes="Two at once")
    again = reported(wiltshire, themes="Writing and reading.", expected_version=1)
    assert (again.pk, again.version, again.tables) == (first.pk, 2, kept)
    assert BoardReport.objects.get().themes == "Writing and reading."


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({"told_on": date(2025, 8, 31)}, "from the quarter’s first day to today"),
        ({"told_on": date(2025, 12, 1)}, "from the quarter’s first day to today"),
        ({"themes": "  "}, "Enter the key themes."),
        ({"themes": "Hawthorn Primary School falls"}, "names Hawthorn Primary School"),
        ({"agreed": "Elm Junior School leads"}, "names Elm Junior School"),
    ],
)
def test_what_cannot_be_recorded_is_refused_in_words(
    wiltshire: Council, said: dict[str, object], refused: str
) -> None:
    with pytest.raises(RuleBroken, match=refused):
        reported(wiltshire, **said)
    assert not BoardReport.objects.exists()


def test_a_quarter_to_come_has_no_page(wiltshire: Council, client: Client) -> None:
    client.force_login(wiltshire.hana)
    for number in (0, 2, 5):
        path = reverse("board_report", args=[wiltshire.year.pk, number])
        assert client.get(path).status_code == 404
    assert client.get(reverse("board_report", args=[0, 1])).status_code == 404


def test_a_term_that_was_reviewed_is_asked_for_no_more(wiltshire: Council) -> None:
    confirm_review(term=wiltshire.terms["autumn"], by=wiltshire.hana)
    assert LevelReview.objects.count() == 1
    with on(2026, 1, 12):
        assert due(wiltshire.rita, date(2026, 1, 12)) == []

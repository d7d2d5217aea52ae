"""Weekly and fortnightly meetings are noted in one line, and meet what is due."""

from datetime import date

import pytest
from django.urls import reverse

from engagement.models import Contact, LevelAssignment, Obligation
from engagement.services.contacts import Line, note_contact, take_contact_back
from reports.services.summaries import refresh
from sitrack.core.rules import RuleBroken
from tests.reports.pages import signed_in, words
from tests.universe import Council

PEER = Line("peer", date(2025, 11, 10), "Peer headteacher", "Looked at the plan.")


@pytest.fixture
def supported(scotland: Council) -> Council:
    """Hawthorn has been supported since Monday 3 November 2025."""
    LevelAssignment.objects.filter(school=scotland.hawthorn).update(
        level=scotland.level("sco_supported"), effective_from=date(2025, 11, 3)
    )
    return scotland


def met(council: Council, code: str) -> list[tuple[date, bool]]:
    refresh([council.hawthorn.pk])
    rows = Obligation.objects.filter(
        school=council.hawthorn, rule__code=code, cancelled=""
    )
    return [(row.due_on, row.met_on is not None) for row in rows.order_by("due_on")[:2]]


@pytest.mark.item("CAD-25", "SCO-30", "SCO-35")
def test_the_weekly_engagement_is_met_by_one_line_and_asked_again_when_it_goes(
    supported: Council,
) -> None:
    weeks = [date(2025, 11, 10), date(2025, 11, 17)]
    assert met(supported, "SCO-30") == [(weeks[0], False), (weeks[1], False)]
    contact = note_contact(record=supported.record(), line=PEER, by=supported.sam)
    assert met(supported, "SCO-30") == [(weeks[0], True), (weeks[1], False)]
    take_contact_back(contact=contact, by=supported.sam)
    assert met(supported, "SCO-30") == [(weeks[0], False), (weeks[1], False)]
    with pytest.raises(RuleBroken, match="taken back already"):
        take_contact_back(contact=contact, by=supported.rita)


@pytest.mark.item("SCO-30")
def test_of_what_is_asked_each_week_the_page_lists_the_next_weeks_and_where_to_note_it(
    supported: Council,
) -> None:
    refresh([supported.hawthorn.pk])
    answer = signed_in(supported.sam).get(
        reverse("school_due", args=[supported.hawthorn.pk])
    )
    page = words(answer)
    # From 10 November to 5 January: those of the holiday are asked for once.
    assert "On days of their own 7 still open." in page
    assert "Agreed at visits" not in page
    noting = reverse("engagement:contact_add", args=[supported.hawthorn.pk])
    assert f'href="{noting}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("kind", "on", "line", "told"),
    [
        ("tea", date(2025, 11, 10), "About tea", "what kind"),
        ("peer", date(2025, 11, 11), "Tomorrow", "today or earlier"),
        ("peer", date(2025, 8, 1), "Last year", "lies outside"),
        ("peer", date(2025, 11, 10), "  ", "what it was about"),
    ],
)
def test_a_line_that_cannot_be_is_refused(
    supported: Council, kind: str, on: date, line: str, told: str
) -> None:
    with pytest.raises(RuleBroken, match=told):
        note_contact(
            record=supported.record(),
            line=Line(kind, on, "Odd Larsen", line),
            by=supported.sam,
        )
    assert not Contact.objects.exists()


def test_a_link_officer_notes_a_contact_and_the_headteacher_reads_it(
    supported: Council,
) -> None:
    client = signed_in(supported.sam)
    answer = client.post(
        reverse("engagement:contact_add", args=[supported.hawthorn.pk]),
        {
            "kind": "peer",
            "on": "10/11/2025",
            "who": "Odd Larsen",
            "line": "Walked through the classes.",
        },
        follow=True,
    )
    assert "The contact is noted." in words(answer)
    address = reverse("engagement:contacts", args=[supported.hawthorn.pk])
    page = words(signed_in(supported.helen).get(address))
    assert "10 November 2025 Walked through the classes." in page
    assert "Odd Larsen" in page


def test_nothing_is_noted_where_a_framework_has_no_such_log(council: Council) -> None:
    address = reverse("engagement:contacts", args=[council.hawthorn.pk])
    assert signed_in(council.sam).get(address).status_code == 404

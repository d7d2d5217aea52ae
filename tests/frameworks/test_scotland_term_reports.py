"""Each term the link officer reports to the senior officer (SCO-32, LET-11)."""

from datetime import date

import pytest
from django.urls import reverse

from engagement.models import LevelAssignment, Obligation
from plans.models import TermReport
from plans.services.term_reports import save_report, send_report
from reports.documents import KINDS
from reports.services.summaries import refresh
from sitrack.core.documents import render_pdf
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.pdf import text_of
from tests.reports.pages import signed_in, words
from tests.universe import Council


def written(council: Council, text: str = "Two outcomes are met.") -> TermReport:
    return save_report(
        school=council.hawthorn,
        term=council.terms["autumn"],
        text=text,
        expected_version=0,
        by=council.sam,
    )


@pytest.mark.item("SCO-32", "CAD-25")
def test_a_report_that_is_sent_meets_what_is_due_of_the_term(scotland: Council) -> None:
    LevelAssignment.objects.filter(school=scotland.hawthorn).update(
        level=scotland.level("sco_supported")
    )

    def met() -> list[tuple[date, bool]]:
        refresh([scotland.hawthorn.pk])
        rows = Obligation.objects.filter(
            school=scotland.hawthorn, rule__code="SCO-32", cancelled=""
        )
        return [(row.due_on, bool(row.met_on)) for row in rows.order_by("due_on")[:1]]

    report = written(scotland)
    assert met() == [(date(2025, 12, 19), False)]
    send_report(report=report, by=scotland.sam)
    assert met() == [(date(2025, 12, 19), True)]


@pytest.mark.item("LET-11")
def test_the_school_reads_the_report_once_it_is_sent_and_on_paper(
    scotland: Council,
) -> None:
    report = written(scotland)
    address = report.get_absolute_url()
    assert signed_in(scotland.helen).get(address).status_code == 404
    assert signed_in(scotland.rita).get(address).status_code == 200
    sent = send_report(report=report, by=scotland.sam)
    assert "Two outcomes are met." in words(signed_in(scotland.helen).get(address))
    kind = KINDS["term-report"]
    found = kind.find(scotland.helen, sent.pk)
    said = text_of(render_pdf(kind.build(found, reader=scotland.helen)))
    assert "To the Senior Education Officer. Sent by Sam Rowe" in said
    assert "Two outcomes are met." in said


def test_a_report_is_sent_once_and_then_stays(scotland: Council) -> None:
    report = written(scotland)
    with pytest.raises(Stale):
        save_report(
            school=scotland.hawthorn,
            term=scotland.terms["autumn"],
            text="Other words.",
            expected_version=report.version + 5,
            by=scotland.rita,
        )
    send_report(report=report, by=scotland.sam)
    with pytest.raises(RuleBroken, match="sent already"):
        send_report(report=report, by=scotland.rita)
    with pytest.raises(RuleBroken, match="sent already"):
        written(scotland, "Later words.")


def test_a_link_officer_writes_and_sends_it_on_the_page(scotland: Council) -> None:
    client = signed_in(scotland.sam)
    address = reverse("plans:term_report_write", args=[scotland.hawthorn.pk])
    assert client.get(address).status_code == 200
    answer = client.post(
        address, {"text": "All is well.", "version": "0", "step": "send"}, follow=True
    )
    assert "The report is sent." in words(answer)
    assert TermReport.objects.get().sent_by == scotland.sam
    assert client.get(address).status_code == 302


def test_there_is_no_such_report_elsewhere(council: Council) -> None:
    address = reverse("plans:term_report_write", args=[council.hawthorn.pk])
    assert signed_in(council.sam).get(address).status_code == 404

"""The report of an evaluation on paper, draft and final (PDF-08)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from reports.documents import KINDS
from reports.rules.publishing import audiences_for
from tests.pdf import pages_of, text_of
from tests.reports.pages import get
from tests.reports.printing import drawn
from tests.universe import Council
from tests.visits.evaluating import (
    RIGHT,
    WRONG,
    again,
    planned,
    taken_to,
    texts_of,
    with_evaluator,
)
from visits.models import Evaluation
from visits.services.evaluations import facts, reporting

KIND = "school-evaluation"
BANNER = "Provisional – confidential"
HOSTILE = "<b>bold</b> {{ x }} <img src=file:///etc/passwd>"
LONG = "\n\n".join(f"Finding {number}. It is well taught." for number in range(150))


def sent(council: Council, **texts: str) -> Evaluation:
    """A draft that was sent, with these texts."""
    one = taken_to("feedback_given", council)
    reporting.write_draft(
        evaluation=one,
        texts=texts_of(one, **texts),
        expected_version=0,
        by=council.sam,
    )
    reporting.send_draft(evaluation=one, by=council.sam)
    return again(one)


def pdf_of(one: Evaluation, reader: object, version: str = "draft") -> bytes:
    return drawn(KIND, one.reports.get(kind=version).pk, reader)  # type: ignore[arg-type]


@pytest.mark.item("PDF-08", "LET-08", "WIL-D-05", "CONF-03", "WIL-E-42")
def test_every_page_of_the_draft_says_that_it_is_provisional(
    wiltshire: Council,
) -> None:
    one = sent(wiltshire, findings=f"{LONG}\n\n{HOSTILE}")
    pages = pages_of(pdf_of(one, wiltshire.gus))

    assert len(pages) > 2
    assert all(BANNER in page for page in pages)
    whole = " ".join(pages)
    assert "this would need to be shared at Ofsted inspection" in whole
    assert "should not be shared beyond the school's leadership team" in whole
    assert "Good (provisional)" in whole
    assert "Finding 149. It is well taught." in whole
    # Where its line ends hangs on what stands before it.
    assert "".join(HOSTILE.split()) in "".join(whole.split())


@pytest.mark.item("PDF-08", "ACC-061", "WIL-D-06", "DEC-15")
def test_acc_061_the_final_report_prints_both_sentences_and_no_banner(
    wiltshire: Council,
) -> None:
    one = sent(wiltshire)
    marks = [
        facts.mark_error(
            evaluation=one,
            section="findings",
            sentence=sentence,
            should_say=should,
            by=wiltshire.helen,
        )
        for sentence, should in ((WRONG, RIGHT), ("Reading is taught well.", "Badly."))
    ]
    facts.answer_mark(
        mark=marks[0], accepts=True, becomes=RIGHT, answer="", by=wiltshire.sam
    )
    facts.answer_mark(
        mark=marks[1], accepts=False, becomes="", answer="A view.", by=wiltshire.sam
    )
    taken_to("final", wiltshire, one)

    words = text_of(pdf_of(one, wiltshire.dev, "final"))
    assert BANNER not in words
    assert f"Main findings {RIGHT} Reading is taught well." in words
    assert f"The draft said {WRONG}" in words
    assert f"It reads now {RIGHT}" in words
    assert "Not changed A view." in words
    assert "(provisional)" not in words


@pytest.mark.item("CONF-03")
def test_what_is_not_sent_is_printed_for_nobody(wiltshire: Council) -> None:
    one = taken_to("feedback_given", wiltshire)
    report = reporting.write_draft(
        evaluation=one, texts=texts_of(one), expected_version=0, by=wiltshire.sam
    )

    for reader in (wiltshire.sam, wiltshire.helen, wiltshire.hana):
        with pytest.raises(Http404):
            KINDS[KIND].find(reader, report.pk)


@pytest.mark.item("CONF-03")
def test_marks_are_printed_for_the_headteacher_and_the_team_alone_before_it_is_final(
    wiltshire: Council,
) -> None:
    one = sent(wiltshire)
    facts.mark_error(
        evaluation=one,
        section="findings",
        sentence=WRONG,
        should_say=RIGHT,
        by=wiltshire.helen,
    )

    assert RIGHT in text_of(pdf_of(one, wiltshire.helen))
    assert RIGHT not in text_of(pdf_of(one, wiltshire.gus))


def test_an_evaluator_from_outside_downloads_it_too(wiltshire: Council) -> None:
    one = planned(wiltshire)
    with_evaluator(one, wiltshire, "odd")
    one = taken_to("draft_sent", wiltshire, again(one))

    assert "Main findings" in text_of(pdf_of(one, wiltshire.odd))
    with pytest.raises((Http404, PermissionDenied)):
        pdf_of(one, wiltshire.ola)


@pytest.mark.item("CONF-03")
def test_it_is_never_published(wiltshire: Council) -> None:
    one = taken_to("final", wiltshire)
    report = one.reports.get(kind="final").pk

    assert audiences_for(KIND, of_a_school=True) == ()
    get(wiltshire.sam, f"/publish/{KIND}/{report}/", status=404)


def test_the_same_report_is_a_word_file(wiltshire: Council) -> None:
    one = taken_to("draft_sent", wiltshire)
    report = one.reports.get().pk

    answer = get(wiltshire.helen, f"/documents/{KIND}/{report}.docx")
    assert answer["Content-Disposition"] == (
        'attachment; filename="evaluation-draft-hawthorn-primary-school-2025-11-10.docx"'
    )

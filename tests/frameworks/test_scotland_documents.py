"""The pathway review and the report of a validation, on paper."""

import pytest
from django.http import Http404

from engagement.models import Side
from engagement.services.proposals import Proposal, draft_level, propose
from reports.documents import KINDS
from sitrack.core.documents import render_pdf
from tests.frameworks.grading import grade, hold_visit
from tests.pdf import text_of
from tests.universe import TODAY, Council


@pytest.mark.item("PDF-11")
def test_the_pathway_review_says_what_stands_and_what_follows(
    scotland: Council,
) -> None:
    grade(scotland, "VG G G S", "vse")
    draft = draft_level(
        record=scotland.record(),
        proposal=Proposal(
            scotland.level("sco_enhanced"), TODAY, (), rationale="One is not there yet."
        ),
        side=Side.LA,
        by=scotland.sam,
    )
    kind = KINDS["pathway-review"]
    record = kind.find(scotland.helen, scotland.record().pk)
    before = text_of(render_pdf(kind.build(record, reader=scotland.helen)))
    assert "One is not there yet." not in before  # a draft is its own side's
    propose(assignment=draft, by=scotland.sam)
    said = text_of(render_pdf(kind.build(record, reader=scotland.helen)))
    assert "Pathway review" in said
    assert "Suggested: Enhanced" in said
    assert "3.2 Raising attainment and achievement satisfactory VSE" in said
    assert "One is not there yet." in said
    assert "All schools will have a validation visit" in said


@pytest.mark.item("LET-12")
def test_the_report_of_a_vse_has_its_grades_and_its_words(scotland: Council) -> None:
    visit = hold_visit(
        scotland, "vse", "VG VG VG E", report="The staff learn together."
    )
    kind = KINDS["validation-report"]
    found = kind.find(scotland.helen, visit.pk)
    said = text_of(render_pdf(kind.build(found, reader=scotland.helen)))
    assert "VSE report" in said
    assert "3.2 Raising attainment and achievement excellent" in said
    assert "The staff learn together." in said


def test_there_is_no_pathway_review_where_nothing_is_graded(council: Council) -> None:
    with pytest.raises(Http404):
        KINDS["pathway-review"].find(council.sam, council.record().pk)

"""A self-evaluation on paper: two columns, blank boxes, and nobody's draft (PDF-06)."""

import pytest

from reports.documents import KINDS
from sitrack.core.documents import Document
from sitrack.core.documents.word import render_docx
from tests.access.printing import as_text
from tests.engagement.test_exact_texts import table
from tests.reports.printing import drawn
from tests.universe import Council
from tests.visits.self_evaluation.writing import (
    LA_TEXT,
    SCHOOL_TEXT,
    begun,
    give,
    save,
    sent,
)
from tests.word import faults_in
from visits.models import SelfEvaluation


def made(wiltshire: Council, name: str, evaluation: SelfEvaluation) -> Document:
    kind, reader = KINDS["self-evaluation"], wiltshire.user(name)
    return kind.build(kind.find(reader, evaluation.pk), reader=reader)


def printed(wiltshire: Council, name: str, evaluation: SelfEvaluation) -> str:
    return as_text(made(wiltshire, name, evaluation)).decode()


@pytest.mark.item("PDF-06", "WIL-D-07")
def test_a_blank_form_prints_every_prompt_with_a_clean_box(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    text = printed(wiltshire, "helen", evaluation).replace("&#x27;", "'")
    for code, _, words in table("wiltshire_self_evaluation"):
        assert words in text, code
    assert "LA support and challenge 2024-2025" in text
    assert "None" not in text
    lead_ins, prompts = 4, len(table("wiltshire_self_evaluation"))
    assert text.count('class="space"') == prompts - lead_ins


@pytest.mark.item("PDF-06", "CONF-07")
def test_paper_holds_what_its_reader_may_see_and_no_more(wiltshire: Council) -> None:
    evaluation = sent(wiltshire)
    save(evaluation, "school", wiltshire.helen, WIL_F_01_1=SCHOOL_TEXT)
    assert LA_TEXT in printed(wiltshire, "helen", evaluation)
    assert SCHOOL_TEXT in printed(wiltshire, "helen", evaluation)
    assert SCHOOL_TEXT not in printed(wiltshire, "sam", evaluation)
    give(evaluation, "school", wiltshire.helen)
    assert SCHOOL_TEXT in printed(wiltshire, "sam", evaluation)


def test_it_is_drawn_as_a_pdf_and_written_as_a_word_file(wiltshire: Council) -> None:
    evaluation = sent(wiltshire)
    pdf = drawn("self-evaluation", evaluation.pk, wiltshire.user("sam"))
    assert pdf.startswith(b"%PDF")
    file = render_docx(made(wiltshire, "sam", evaluation), kind="self-evaluation")
    assert faults_in(file) == []

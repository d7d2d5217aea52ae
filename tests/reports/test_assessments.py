"""The assessment table: which rows a school has, numbers beside words, its own rows."""

import re
import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from engagement.models import AssessmentCell, MeasureOverride, SchoolYearRecord
from engagement.services.measures import add_measure
from engagement.services.sections import set_assessments
from reports.documents import record_document
from sitrack.core import clock
from sitrack.core.documents import render_pdf
from sitrack.core.rules import RuleBroken
from tests.pdf import text_of
from tests.reports.pages import get, read, signed_in, words
from tests.universe import Council

KS1 = ["KS1 READING", "KS1 WRITING", "KS1 MATHEMATICS"]
KS2 = ["KS2 READING", "KS2 WRITING", "KS2 MATHEMATICS", "KS2 RWM Combined", "PROGRESS"]
KS4 = ["KS4 En/Ma (5-9)", "EBACC ENTRY", "ATTAINMENT 8", "PROGRESS 8"]
ALL = ["EYFS", "PHONICS", *KS1, *KS2, *KS4, "KS5"]


def form_of(council: Council, school: str) -> str:
    return reverse(
        "engagement:assessments",
        args=[council.records[school].pk, council.terms["autumn"].pk],
    )


def offered(council: Council, school: str) -> list[str]:
    """The rows that a SEP is asked to fill in, by their labels."""
    answer = get(council.sam, form_of(council, school))
    form = answer.context["form"]
    return [str(text.label) for text, _, _ in form.boxes()]


def on_screen(council: Council, school: str) -> list[str]:
    """The rows that the record's page shows."""
    path = f"{council.record(school).get_absolute_url()}?part=assessments"
    html = get(council.sam, path).content.decode()
    shown = re.findall(r'<th scope="row"[^>]*>(.*?)</th>', html, re.DOTALL)
    plain = [" ".join(re.sub(r"<[^>]+>", "", one).split()) for one in shown]
    return [label for label in ALL if label in plain]


def on_paper(council: Council, school: str) -> str:
    document = record_document(council.record(school), reader=council.user("sam"))
    return text_of(render_pdf(document))


def post(council: Council, path: str, name: str = "helen", **fields: Any) -> Any:
    token = str(uuid.uuid4())
    sent = {"submit_token": token, **fields}
    return signed_in(council.user(name)).post(path, sent, follow=True)


@pytest.mark.item("SUF-R-18")
@pytest.mark.parametrize(
    ("school", "rows"),
    [
        pytest.param(
            "infant",
            ["EYFS", "PHONICS", *KS1],
            marks=pytest.mark.item("ACC-007"),
        ),
        pytest.param("elm", KS2, marks=pytest.mark.item("ACC-008")),
        pytest.param("nursery", [], marks=pytest.mark.item("ACC-010")),
        pytest.param("secondary", [*KS4, "KS5"], marks=pytest.mark.item("ACC-011")),
        pytest.param("special", ALL, marks=pytest.mark.item("ACC-009")),
    ],
)
def test_a_school_sees_the_rows_of_its_phase_and_ages(
    council: Council, school: str, rows: list[str]
) -> None:
    assert offered(council, school) == rows
    assert on_screen(council, school) == rows
    paper = on_paper(council, school)
    missing = [label for label in ALL if f" {label} n/a n/a n/a" in paper]
    assert missing == [label for label in ALL if label not in rows]


@pytest.mark.item("SUF-R-18", "SUF-R-17")
def test_a_number_is_typed_once_beside_its_words(council: Council) -> None:
    measures = {one.label: one.pk for one in council.framework.measures.all()}
    reading, progress = measures["KS2 READING"], measures["PROGRESS"]
    fields: dict[str, Any] = {
        f"text_{reading}": "72% EXS+, 18% GDS",
        f"number_{reading}": "72",
        f"text_{progress}": "",
        f"number_{progress}": "-0.5",
        f"text_{measures['KS2 WRITING']}": "About 70% EXS+",
        "joint": "not_applicable",
        "joint_version": 0,
    }
    path = form_of(council, "hawthorn")
    wrong = post(council, path, **{**fields, f"number_{reading}": "720"})
    assert wrong.status_code == 422
    assert "KS2 READING as a number must lie between 0 and 100" in words(wrong)
    assert not AssessmentCell.objects.exists()
    saved = post(council, path, **fields)
    assert "Autumn Not applicable" in words(saved)
    cells = {cell.measure.label: cell for cell in AssessmentCell.objects.all()}
    assert cells["KS2 READING"].number == 72
    assert cells["KS2 WRITING"].number is None
    page = read(council.sam, f"{council.record().get_absolute_url()}?part=assessments")
    assert "KS2 READING 72% 72% EXS+, 18% GDS – –" in page
    assert "KS2 WRITING About 70% EXS+ – –" in page
    assert "PROGRESS -0.5 points – –" in page
    assert "PROGRESS -0.5 points" in on_paper(council, "hawthorn")


@pytest.mark.item("ACC-007", "ACC-009")
@pytest.mark.parametrize("name", ["helen", "sam"])
def test_the_head_or_the_sep_puts_a_row_in_or_out_with_a_reason(
    council: Council, name: str
) -> None:
    record, measures = council.record(), council.framework.measures
    phonics, ks5 = measures.get(label="PHONICS"), measures.get(label="KS5")

    def say(measure: Any, version: int, **fields: Any) -> Any:
        path = reverse("engagement:measure_say", args=[record.pk, measure.pk])
        return post(council, path, name, version=version, **fields)

    bare = say(phonics, 0, word="left_out", reason="")
    assert bare.status_code == 422
    assert "Say why, so that others can read it." in words(bare)
    listed = say(phonics, 0, word="left_out", reason="No Year 1 this year")
    person = council.user(name).name
    assert f"PHONICS No No Year 1 this year {person}, 10 November 2025" in words(listed)
    say(ks5, 0, word="used", reason="Shared sixth form")
    assert "PHONICS" not in offered(council, "hawthorn")
    assert "KS5" in offered(council, "hawthorn")
    assert "PHONICS n/a n/a n/a" in on_paper(council, "hawthorn")
    stale = say(phonics, 0, word="rule", reason="")
    assert stale.status_code == 409
    say(phonics, 1, word="rule", reason="")
    assert "PHONICS" in offered(council, "hawthorn")
    assert [row.measure for row in MeasureOverride.objects.all()] == [ks5]
    told = read(council.sam, f"{record.get_absolute_url()}?part=history")
    left_out = "left PHONICS out of the assessment table: No Year 1 this year"
    assert f"{person} {left_out}" in told
    assert f"{person} let the usual rule decide again on PHONICS" in told
    assert f"{person} put KS5 into the assessment table: Shared sixth form" in told


@pytest.mark.item("ACC-009", "SUF-R-17")
def test_a_special_school_tells_its_outcomes_in_rows_of_its_own(
    council: Council,
) -> None:
    record = council.record("special")
    path = reverse("engagement:measure_add", args=[record.pk])
    assert "Communication" in words(post(council, path, "sam", label="Communication"))
    again = post(council, path, "sam", label="communication")
    assert "The table already has a row “communication”." in words(again)
    own = record.school.own_measures.get()
    set_assessments(
        record=record,
        term=council.terms["autumn"],
        texts={own: "Most reach their own targets"},
        expected_versions={},
        by=council.sam,
    )
    assert offered(council, "special")[-1] == "Communication"
    assert "Communication Most reach their own targets" in on_paper(council, "special")
    saved = post(
        council, form_of(council, "special"), "sam",
        joint="not_applicable", joint_version=0,
        **{f"text_{own.pk}": "Most reach their own targets", f"version_{own.pk}": 1},
    )  # fmt: skip
    assert "Autumn Not applicable" in words(saved)
    assert "Communication" not in offered(council, "hawthorn")
    with pytest.raises(RuleBroken, match="Only a special school"):
        add_measure(record=council.record(), label="Art", by=council.sam)


def test_every_row_of_the_framework_is_shown_with_why(council: Council) -> None:
    path = reverse("engagement:measure_list", args=[council.records["infant"].pk])
    shown = read(council.sam, path)
    assert "PHONICS Yes By phase and age" in shown
    assert "KS5 No By phase and age" in shown
    assert "Add a row of your own" not in shown


@pytest.mark.item("INV-27")
def test_a_cell_of_a_past_term_keeps_what_stood_there(
    council: Council, clock: time_machine.Traveller
) -> None:
    reading = council.framework.measures.get(label="KS2 READING")
    path = form_of(council, "hawthorn")
    first = {f"text_{reading.pk}": "", f"number_{reading.pk}": "72"}
    post(council, path, joint="in_line", joint_version=0, **first)
    clock.move_to(datetime(2026, 1, 12, 9, tzinfo=UTC))
    later = {f"number_{reading.pk}": "74", f"version_{reading.pk}": 1}
    post(council, path, "sam", joint="in_line", joint_version=1, **later)
    changes = reverse(
        "engagement:term_changes",
        args=[council.record().pk, council.terms["autumn"].pk],
    )
    told = "KS2 READING , Sam Rowe (after the term ended) 74% Before: 72%"
    assert told in read(council.helen, changes)
    assert "KS2 READING 74% (amended)" in on_paper(council, "hawthorn")


def test_a_lead_reads_the_table_and_an_officer_of_another_team_does_not(
    council: Council,
) -> None:
    path = f"{council.record().get_absolute_url()}?part=assessments"
    shown = read(council.rita, path)
    assert "KS2 READING" in shown
    assert "Change" not in shown
    assert signed_in(council.rita).get(form_of(council, "hawthorn")).status_code == 403
    assert "KS2 READING" not in read(council.theo, path)


def test_a_locked_record_keeps_its_rows(council: Council) -> None:
    SchoolYearRecord.objects.update(
        state=SchoolYearRecord.State.LOCKED, locked_at=clock.now()
    )
    record = council.record()
    phonics = council.framework.measures.get(label="PHONICS")
    path = reverse("engagement:measure_say", args=[record.pk, phonics.pk])
    answer = signed_in(council.sam).get(path)
    assert answer.headers["Location"] == record.get_absolute_url()
    listed = read(council.sam, reverse("engagement:measure_list", args=[record.pk]))
    assert "Change" not in listed

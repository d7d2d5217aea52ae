"""What both sides write for a term: assessments and the plan for support."""

from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from engagement.models import (
    AssessmentCell,
    AssessmentMeasure,
    SupportEntry,
    TrajectoryView,
)
from engagement.services.sections import set_assessments
from tests.engagement.section_forms import sent, text, url
from tests.universe import Council


def measure(code: str) -> AssessmentMeasure:
    return AssessmentMeasure.objects.get(code=code)


@pytest.mark.item("SUF-R-17", "SUF-R-18", "SUF-T-04")
def test_both_sides_write_the_assessment_table(
    client: Client, council: Council
) -> None:
    page = url(council, "assessments")
    ks2 = measure("SUF-R-18f")
    client.force_login(council.helen)
    blank = text(client.get(page))
    assert "Trajectory for assessments at the end of the year" in blank
    assert "KS2 READING" in blank
    assert "ATTAINMENT 8" not in blank
    fields = {f"text_{ks2.pk}": "72% EXS+", f"version_{ks2.pk}": 0}
    joint = {"joint": "in_line", "joint_comment": "", "joint_version": 0}
    client.post(page, sent(**fields, **joint))
    client.force_login(council.sam)
    client.post(
        page,
        sent(**{f"text_{ks2.pk}": "74% EXS+", f"version_{ks2.pk}": 1})
        | {"joint": "in_line", "joint_version": 1},
    )
    assert AssessmentCell.objects.get(measure=ks2).text == "74% EXS+"
    view = TrajectoryView.objects.get(subject="assessment")
    assert (view.viewpoint, view.option.code, view.version) == ("joint", "in_line", 1)


def test_a_junior_school_is_asked_for_key_stage_2_alone(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    shown = text(client.get(url(council, "assessments", school="elm")))
    assert "KS2 READING" in shown
    assert "EYFS" not in shown
    assert "KS1 READING" not in shown


def test_what_other_terms_say_stands_beside_the_box(
    client: Client, council: Council
) -> None:
    set_assessments(
        record=council.record(),
        term=council.terms["spring"],
        texts={measure("SUF-R-18f"): "70%"},
        expected_versions={},
        by=council.sam,
    )
    client.force_login(council.sam)
    assert "Spring: 70%" in text(client.get(url(council, "assessments")))


def test_a_cell_changed_by_another_is_shown_and_the_rest_is_kept(
    client: Client, council: Council
) -> None:
    page, ks2 = url(council, "assessments"), measure("SUF-R-18f")
    client.force_login(council.sam)
    cell = f"text_{ks2.pk}"
    client.post(page, sent(**{cell: "Theirs"}, joint_version=0))
    answer = client.post(page, sent(**{cell: "Mine"}, joint_version=0))
    assert answer.status_code == 409
    assert "Theirs" in text(answer)
    version = answer.context["form"][f"version_{ks2.pk}"].value()
    kept = {cell: "Mine", f"version_{ks2.pk}": version, "joint_version": 0}
    assert client.post(page, sent(**kept)).status_code == 302
    assert AssessmentCell.objects.get().text == "Mine"


def test_cells_that_two_change_apart_both_stand(
    client: Client, council: Council
) -> None:
    page = url(council, "assessments")
    ks2, other = measure("SUF-R-18f"), measure("SUF-R-18e")
    both = {f"text_{ks2.pk}": "61%", f"text_{other.pk}": "80%", "joint_version": 0}
    client.force_login(council.sam)
    client.post(page, sent(**both))
    shown = {f"version_{one.pk}": 1 for one in (ks2, other)}
    client.post(page, sent(**both | shown | {f"text_{ks2.pk}": "Theirs"}))
    mine = both | shown | {f"text_{other.pk}": "Mine"}
    answer = client.post(page, sent(**mine))
    (difference,) = answer.context["differences"]
    assert (difference.theirs, difference.taken) == ("Theirs", True)
    assert answer.context["form"][f"text_{ks2.pk}"].value() == "Theirs"
    assert answer.context["form"][f"text_{other.pk}"].value() == "Mine"


def test_a_cell_is_refused_when_it_is_too_long_and_keeps_its_text(
    client: Client, council: Council
) -> None:
    ks2 = measure("SUF-R-18f")
    client.force_login(council.sam)
    long = {f"text_{ks2.pk}": "x" * 301, "joint_version": 0}
    answer = client.post(url(council, "assessments"), sent(**long))
    assert answer.status_code == 422
    assert "x" * 301 in text(answer)


def plan(**fields: Any) -> dict[str, Any]:
    strands = SupportEntry.Strand.values
    blank: dict[str, Any] = {f"text_{strand}": "" for strand in strands}
    blank |= {f"version_{strand}": 0 for strand in strands}
    return sent(**{**blank, "planned": "", **fields})


@pytest.mark.item("SUF-R-22", "SUF-R-23", "SUF-R-24", "SUF-R-25", "SUF-T-06")
def test_a_terms_plan_has_four_strands_time_and_items_of_the_menu(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    page = url(council, "support")
    shown = text(client.get(page))
    for label in (
        "How will the Standards and Excellence support entitlement be used?",
        "Support from other teams",
        "School to school support",
        "Support the school could offer other schools",
    ):
        assert label in shown
    item = council.menu_item("SUF-M-28")
    client.post(
        page,
        plan(
            text_entitlement="Four visits on writing",
            planned="6 hours",
            menu_early_years=[str(item.pk)],
            text_offer="Phonics",
        ),
    )
    held = {row.strand: row for row in SupportEntry.objects.all()}
    assert set(held) == {"entitlement", "other_teams", "offer"}
    assert held["entitlement"].planned_minutes == 360
    assert list(held["other_teams"].menu_items.all()) == [item]
    assert held["offer"].text == "Phonics"


def test_each_strand_is_saved_for_itself(client: Client, council: Council) -> None:
    client.force_login(council.sam)
    page = url(council, "support")
    client.post(page, plan(text_entitlement="Writing"))
    client.force_login(council.helen)
    answer = client.post(page, plan(text_entitlement="Writing", text_offer="Phonics"))
    assert answer.status_code == 302
    assert SupportEntry.objects.get(strand="entitlement").version == 1


def test_what_only_the_other_changed_in_a_strand_is_in_the_form(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    page = url(council, "support")
    begun = {"text_entitlement": "Writing", "planned": "2h"}
    client.post(page, plan(**begun))
    shown = begun | {"version_entitlement": 1}
    client.post(page, plan(**shown | {"planned": "3h"}))
    answer = client.post(page, plan(**shown | {"text_entitlement": "Reading"}))
    (difference,) = answer.context["differences"]
    assert difference.taken
    form = answer.context["form"]
    assert (form["planned"].value(), form["text_entitlement"].value()) == (
        "180",
        "Reading",
    )


def test_a_strand_changed_by_another_is_shown_beside_mine(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    page = url(council, "support")
    client.post(page, plan(text_offer="Theirs"))
    answer = client.post(page, plan(text_offer="Mine"))
    assert answer.status_code == 409
    shown = text(answer)
    assert "Theirs" in shown
    assert "Mine" in shown


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"planned": "-1"}, "Time planned must be more than 0 minutes"),
        ({"planned": "soon"}, "Time planned must be a length of time"),
        ({"menu_early_years": ["999999"]}, "is not one of the available choices"),
        ({"version_offer": "x"}, "Enter a whole number"),
    ],
)
def test_a_plan_with_a_mistake_is_refused_and_kept(
    client: Client, council: Council, changed: dict[str, Any], message: str
) -> None:
    client.force_login(council.sam)
    page = url(council, "support")
    answer = client.post(page, plan(text_offer="<b>Phonics</b>", **changed))
    assert answer.status_code == 422
    assert message in text(answer)
    assert "&lt;b&gt;Phonics&lt;/b&gt;" in text(answer)
    assert not SupportEntry.objects.exists()


@pytest.mark.item("SUF-M-90", "SUF-M-91", "SUF-M-92", "SUF-M-93", "SUF-M-94")
def test_the_plan_says_what_the_menu_costs_and_who_may_use_it(
    client: Client, council: Council
) -> None:
    client.force_login(council.helen)
    page = text(client.get(url(council, "support")))
    assert "What the menu costs, and who may use it" in page
    notes = council.framework.traded
    assert [note["code"] for note in notes] == [f"SUF-M-{n}" for n in range(90, 95)]
    assert all(escape(note["text"]) in page for note in notes)
    assert "Work in the booklet is at no additional cost to maintained schools" in page

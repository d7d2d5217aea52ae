"""Gradings are entered with source and date, and suggest a pathway by counting."""

from datetime import date

import pytest
from django.urls import reverse

from engagement.models import Grading, LevelAssignment, Obligation, Side, View
from engagement.queries.gradings import findings_of
from engagement.services.decisions import approve
from engagement.services.gradings import Graded, enter_gradings, take_back
from engagement.services.proposals import (
    Proposal,
    draft_level,
    give_view,
    levels_met,
    propose,
    suggested_level,
)
from reports.services.summaries import refresh
from schools.models import Post
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from tests.frameworks.grading import grade, hold_visit
from tests.reports.pages import signed_in, words
from tests.universe import Council


@pytest.fixture(autouse=True)
def headteacher_of_long_standing(scotland: Council) -> None:
    Post.objects.filter(role=Role.HEADTEACHER).update(start=date(2019, 8, 1))


def suggested(council: Council) -> tuple[str | None, list[str], frozenset[str]]:
    record = council.record()
    found = findings_of(record.school, record.framework)
    assert found is not None
    level = suggested_level(record, [])
    conflicts = [one.label for one in levels_met(record, found)]
    return (level.label if level else None, conflicts, found.codes)


@pytest.mark.item("SCO-04", "SCO-05", "SCO-08", "SCO-09", "SCO-11", "SCO-12")
@pytest.mark.parametrize(
    ("grades", "source", "pathway", "codes"),
    [
        ("VG VG VG E", "inspection", "Core", {"SCO-04"}),
        ("VG VG VG VG", "vse", "Core", {"SCO-05"}),
        ("VG VG VG VG", "self", None, set()),
        ("VG G G S", "vse", "Enhanced", {"SCO-08"}),
        ("G G G G", "vse", "Enhanced", {"SCO-09"}),
        (
            "S S S G",
            "vse",
            "Supported (Supported Improvement model)",
            {"SCO-09", "SCO-11"},
        ),
        (
            "VG VG VG S",
            "inspection",
            "Supported (Supported Improvement model)",
            {"SCO-08", "SCO-12"},
        ),
    ],
)
def test_the_worked_examples(
    scotland: Council, grades: str, source: str, pathway: str | None, codes: set[str]
) -> None:
    grade(scotland, grades, source)
    level, _, found = suggested(scotland)
    assert level == pathway
    assert set(found) == codes


@pytest.mark.item("SCO-10")
def test_an_acting_headteacher_suggests_enhanced_and_core_is_shown_as_conflict(
    scotland: Council,
) -> None:
    grade(scotland, "VG VG VG VG")
    Post.objects.filter(role=Role.HEADTEACHER).update(acting=True)
    level, conflicts, _ = suggested(scotland)
    assert level == "Enhanced"
    assert conflicts == ["Core", "Enhanced"]
    page = words(
        signed_in(scotland.sam).get(
            reverse("engagement:gradings", args=[scotland.hawthorn.pk])
        )
    )
    assert "Suggested: Enhanced" in page
    assert "This conflicts: criteria of Core are met too." in page


def test_a_headteacher_counts_as_new_for_a_year(scotland: Council) -> None:
    posts = Post.objects.filter(role=Role.HEADTEACHER)
    posts.update(start=date(2024, 11, 11))
    assert "SCO-10" in suggested(scotland)[2]
    posts.update(start=date(2024, 11, 10))
    assert "SCO-10" not in suggested(scotland)[2]


@pytest.mark.item("SCO-13")
def test_an_agenda_that_an_esca_identified_suggests_supported(
    scotland: Council,
) -> None:
    grade(scotland, "VG VG VG VG")
    hold_visit(scotland, agenda=True)
    level, conflicts, found = suggested(scotland)
    assert level == "Supported (Supported Improvement model)"
    assert "SCO-13" in found
    assert conflicts == ["Supported (Supported Improvement model)"]


def test_acc_047_where_no_pathway_matches_one_is_chosen_with_a_reason(
    scotland: Council,
) -> None:
    grade(scotland, "VG VG G G")
    assert suggested(scotland) == (None, [], frozenset())
    page = words(
        signed_in(scotland.sam).get(
            reverse("level_propose", args=[scotland.hawthorn.pk])
        )
    )
    assert "No pathway matches: choose one and give a reason." in page
    proposal = Proposal(scotland.level("sco_enhanced"), date(2025, 11, 17), ())
    draft = draft_level(
        record=scotland.record(), proposal=proposal, side=Side.LA, by=scotland.sam
    )
    with pytest.raises(RuleBroken, match="say why this one fits"):
        propose(assignment=draft, by=scotland.sam)
    LevelAssignment.objects.filter(pk=draft.pk).update(
        rationale="Two are not there yet."
    )
    draft.refresh_from_db()
    sent = propose(assignment=draft, by=scotland.sam)
    assert sent.state == "proposed"


@pytest.mark.item("DEC-19")
def test_a_link_officer_proposes_the_school_is_heard_and_the_senior_officer_approves(
    scotland: Council,
) -> None:
    grade(scotland, "VG G G S", "vse")
    client = signed_in(scotland.sam)
    address = reverse("level_propose", args=[scotland.hawthorn.pk])
    page = client.get(address).content.decode()
    assert page.count("checked") == 1  # what was found is ticked beforehand
    draft = draft_level(
        record=scotland.record(),
        proposal=Proposal(
            scotland.level("sco_enhanced"), date(2025, 11, 17), (), rationale="SCO-08"
        ),
        side=Side.LA,
        by=scotland.sam,
    )
    assert draft.suggested == scotland.level("sco_enhanced")
    sent = propose(assignment=draft, by=scotland.sam)
    viewed = give_view(
        assignment=sent, view=View.AGREES, text="We see it so too.", by=scotland.helen
    )
    decided = approve(assignment=viewed, by=scotland.rita)
    assert decided.state == "approved"
    assert decided.view == "agrees"
    refresh([scotland.hawthorn.pk])
    due = Obligation.objects.filter(school=scotland.hawthorn, cancelled="")
    assert "SCO-20" in set(due.values_list("rule__code", flat=True))


@pytest.mark.item("SCO-37")
def test_a_grade_outside_the_scale_is_refused(scotland: Council) -> None:
    with pytest.raises(RuleBroken, match="grade of the scale"):
        enter_gradings(
            school=scotland.hawthorn,
            framework=scotland.framework,
            graded=Graded("self", date(2025, 10, 6), {"QI-1.3": "outstanding"}),
            by=scotland.sam,
        )
    assert not Grading.objects.exists()


@pytest.mark.parametrize(
    ("source", "on", "told"),
    [
        ("hearsay", date(2025, 10, 6), "where the gradings come from"),
        ("self", date(2025, 11, 11), "today or earlier"),
    ],
)
def test_a_source_that_there_is_not_and_a_day_to_come_are_refused(
    scotland: Council, source: str, on: date, told: str
) -> None:
    with pytest.raises(RuleBroken, match=told):
        grade(scotland, "G G G G", source, on)


def test_the_latest_grading_counts_and_the_earlier_stay_in_the_history(
    scotland: Council,
) -> None:
    grade(scotland, "S S S S", "self", date(2024, 10, 7))
    grade(scotland, "VG VG VG VG", "inspection", date(2025, 10, 6))
    assert suggested(scotland)[0] == "Core"
    page = words(
        signed_in(scotland.helen).get(
            reverse("engagement:gradings", args=[scotland.hawthorn.pk])
        )
    )
    assert "1.3 Leadership of change very good Inspection 6 October 2025" in page
    assert page.count("satisfactory The school’s own evaluation, 7 October 2024") == 4


def test_a_wrong_grading_is_taken_back_once_and_the_earlier_one_counts_again(
    scotland: Council,
) -> None:
    grade(scotland, "VG VG VG VG", "inspection", date(2025, 9, 8))
    wrong = grade(scotland, "S S S S", "inspection", date(2025, 10, 6))
    for row in wrong:
        take_back(grading=row, reason="It was another school’s.", by=scotland.sam)
    assert suggested(scotland)[0] == "Core"
    with pytest.raises(RuleBroken, match="taken back already"):
        take_back(grading=wrong[0], reason="Again.", by=scotland.rita)
    grade(scotland, "G G G G", "inspection", date(2025, 10, 6))


def test_the_same_source_and_day_are_entered_once(scotland: Council) -> None:
    grade(scotland, "G G G G")
    with pytest.raises(RuleBroken, match="entered for this day already"):
        grade(scotland, "S S S S")
    assert Grading.objects.count() == 4


def test_gradings_are_typed_on_the_page(scotland: Council) -> None:
    client = signed_in(scotland.sam)
    address = reverse("engagement:gradings_add", args=[scotland.hawthorn.pk])
    nothing = client.post(address, {"source": "self", "graded_on_0": ""})
    assert nothing.status_code == 422
    empty = client.post(address, {"source": "self", "graded_on": "6/10/2025"})
    assert "Choose a grade for at least one indicator" in words(empty)
    good = client.post(
        address,
        {"source": "self", "graded_on": "6/10/2025", "grade_QI-1_3": "good"},
        follow=True,
    )
    assert "The gradings are entered." in words(good)
    assert Grading.objects.get().grade == "good"

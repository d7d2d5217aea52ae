"""What both sides write in the record: header, priorities, trajectory, terms."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import (
    AssessmentCell,
    AssessmentMeasure,
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
)
from engagement.services.records import RecordExists, create_record, open_record
from engagement.services.sections import give_trajectory, set_assessments
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.universe import Council

CANARY = "canary-of-the-unsent-view"


def url(council: Council, name: str, *, school: str = "hawthorn") -> str:
    record = council.record(school).pk
    if name in {"record_header", "record_priorities"}:
        return reverse(f"engagement:{name}", args=[record])
    return reverse(f"engagement:{name}", args=[record, council.terms["autumn"].pk])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def sent(**fields: Any) -> dict[str, Any]:
    return {"submit_token": str(uuid.uuid4()), **fields}


def give(council: Council, viewpoint: str, code: str, **facts: Any) -> TrajectoryView:
    by = council.helen if viewpoint == "school" else council.sam
    return give_trajectory(
        record=council.record(),
        term=council.terms["autumn"],
        subject="inspection",
        viewpoint=viewpoint,
        option=council.option("ofsted_trajectory", code),
        by=by,
        **{"comment": "", "expected_version": 0, **facts},
    )


@pytest.mark.item("ACC-002", "INV-01")
def test_acc_002_a_second_record_is_refused_and_names_the_first(
    council: Council,
) -> None:
    facts: dict[str, Any] = {
        "school": council.hawthorn,
        "year": council.year,
        "framework": council.framework,
        "by": council.sam,
    }
    with pytest.raises(RecordExists) as refusal:
        create_record(**facts)
    assert refusal.value.record == council.record()
    assert open_record(**facts) == council.record()
    count = SchoolYearRecord.objects.filter(school=council.hawthorn, year=council.year)
    assert count.count() == 1


@pytest.mark.item("SUF-W-19")
def test_an_academy_without_an_agreement_has_no_record(council: Council) -> None:
    with pytest.raises(RuleBroken, match="no traded agreement"):
        create_record(
            school=council.academy,
            year=council.year,
            framework=council.framework,
            by=council.sam,
        )


@pytest.mark.item("SUF-R-09", "SUF-R-10", "SUF-R-13")
def test_the_head_keeps_the_header_current(client: Client, council: Council) -> None:
    client.force_login(council.helen)
    blank = text(client.get(url(council, "record_header")))
    for label in (
        "Name of external adviser used for Headteacher Performance Management",
        "Engaged in the Suffolk Learning and Improvement Network (SLIN) peer review",
        "School’s vision",
        "Everyone who may read the school’s record can see this",
    ):
        assert label in blank
    answer = client.post(
        url(council, "record_header"),
        sent(
            adviser="Ruth Abel",
            peer_review="planned",
            peer_review_note="In March with Elm",
            vision="Every child reads.\r\n\r\nEvery child sings.",
            version=council.record().version,
        ),
    )
    assert answer.headers["Location"] == reverse("record", args=[council.record().pk])
    record = council.record()
    assert (record.adviser, record.peer_review_note) == (
        "Ruth Abel",
        "In March with Elm",
    )
    assert record.peer_review == council.option("slin_peer_review", "planned")
    assert record.vision == "Every child reads.\n\nEvery child sings."


def test_two_who_change_the_header_see_both_texts_and_lose_none(
    client: Client, council: Council
) -> None:
    client.force_login(council.helen)
    seen = council.record().version
    fields = {"adviser": "", "peer_review": "", "peer_review_note": ""}
    client.post(
        url(council, "record_header"), sent(**fields, vision="Theirs", version=seen)
    )
    client.force_login(council.sam)
    mine = sent(**fields, vision="Mine", version=seen)
    answer = client.post(url(council, "record_header"), mine)
    assert answer.status_code == 409
    assert "Theirs</p>" in text(answer)
    assert "Mine</p>" in text(answer)
    assert council.record().vision == "Theirs"
    again = {**mine, "version": answer.context["form"]["version"].value()}
    assert client.post(url(council, "record_header"), again).status_code == 302
    assert council.record().vision == "Mine"


def rows(*texts: str, **more: Any) -> dict[str, Any]:
    data = {f"priority-{n}-text": words for n, words in enumerate(texts)}
    total = {"priority-TOTAL_FORMS": len(texts), "priority-INITIAL_FORMS": 0}
    return sent(**data, **total, **more)


@pytest.mark.item("SUF-R-20")
def test_priorities_are_rows_that_come_and_go(client: Client, council: Council) -> None:
    client.force_login(council.sam)
    page = url(council, "record_priorities")
    version = council.record().version
    assert "Priority 1" in text(client.get(page))
    grown = client.post(page, rows("Writing", version=version, row="add-priority"))
    assert grown.status_code == 200
    assert "Priority 2" in text(grown)
    assert "Writing" in text(grown)
    less = client.post(
        page, rows("Writing", "Maths", version=version, row="remove-priority-0")
    )
    assert "Priority 2" not in text(less)
    removed = {"priority-0-DELETE": "on", "version": version}
    client.post(page, rows("Writing", "Maths", "", "Attendance", **removed))
    kept = council.record().priorities.filter(closed=False)
    assert [(row.order, row.text) for row in kept] == [(1, "Maths"), (2, "Attendance")]
    client.post(page, rows("Attendance", "Maths", version=council.record().version))
    assert [row.text for row in kept.all()] == ["Attendance", "Maths"]


def test_priorities_changed_by_another_are_shown_beside_mine(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    page, seen = url(council, "record_priorities"), council.record().version
    client.post(page, rows("Theirs", version=seen))
    answer = client.post(page, rows("Mine", version=seen))
    assert answer.status_code == 409
    shown = text(answer)
    assert "Saved now" in shown
    assert "Theirs" in shown
    assert "Mine" in shown
    version = answer.context["form"]["version"].value()
    client.post(page, rows("Mine", version=version))
    current = council.record().priorities.filter(closed=False)
    assert [row.text for row in current] == ["Mine"]


@pytest.mark.item("SUF-R-15", "SUF-R-16", "SUF-T-03")
def test_each_side_gives_its_own_view_and_sees_the_other(
    client: Client, council: Council
) -> None:
    page = url(council, "trajectory")
    client.force_login(council.helen)
    blank = text(client.get(page))
    assert "Trajectory to the next Ofsted inspection" in blank
    assert "Not yet given" in blank
    client.post(page, sent(option="good", comment="Reading", step="give", version=0))
    client.force_login(council.sam)
    beside = text(client.get(page))
    assert "<strong>Likely to be judged Good</strong>" in beside
    assert "Reading" in beside
    client.post(page, sent(option="not_good", comment="", step="give", version=0))
    held = {
        view.viewpoint: view.option.code
        for view in TrajectoryView.objects.filter(record=council.record())
    }
    assert held == {"school": "good", "la": "not_good"}
    client.force_login(council.rita)
    draft = reverse("engagement:trajectory", args=[council.record().pk, 0])
    assert client.get(draft).status_code == 404


@pytest.mark.item("ACC-006", "CONF-07")
def test_acc_006_a_view_not_sent_is_not_yet_given_to_the_la(
    client: Client, council: Council
) -> None:
    page = url(council, "trajectory")
    client.force_login(council.helen)
    client.post(page, sent(option="good", comment=CANARY, step="draft", version=0))
    own = text(client.get(page))
    assert CANARY in own
    assert "Only the school’s leaders can see this until the view is given" in own
    for name in ("sam", "rita"):
        client.force_login(council.user(name))
        shown = text(client.get(page))
        assert "Not yet given" in shown
        assert CANARY not in shown
    client.force_login(council.sam)
    record = text(client.get(reverse("record", args=[council.record().pk])))
    assert CANARY not in record
    assert Event.objects.get(verb="trajectory.drafted").audience == "school"


def test_a_view_that_was_given_can_be_amended_but_not_taken_back(
    client: Client, council: Council
) -> None:
    give(council, "school", "good")
    page = url(council, "trajectory")
    client.force_login(council.helen)
    shown = text(client.get(page))
    assert "Save the change" in shown
    assert "Save without sending" not in shown
    client.post(page, sent(option="too_early", comment="", step="draft", version=1))
    view = TrajectoryView.objects.get()
    assert view.given_at is not None
    assert view.option.code == "too_early"
    assert view.history.count() >= 2


def test_the_enter_key_sends_no_view(client: Client, council: Council) -> None:
    client.force_login(council.helen)
    client.post(url(council, "trajectory"), sent(option="good", comment="", version=0))
    assert TrajectoryView.objects.get().given_at is None


def test_two_of_one_side_see_each_others_view_before_they_overwrite_it(
    client: Client, council: Council
) -> None:
    give(council, "school", "good", comment="Theirs")
    client.force_login(council.dev)
    answer = client.post(
        url(council, "trajectory"),
        sent(option="decline", comment="Mine", step="give", version=0),
    )
    assert answer.status_code == 409
    shown = text(answer)
    assert "Theirs" in shown
    assert "At risk of decline to less than good" in shown
    assert TrajectoryView.objects.get().comment == "Theirs"


@pytest.mark.parametrize("name", ["gus", "cora", "theo", "dee"])
@pytest.mark.parametrize(
    "form", ["record_header", "record_priorities", "trajectory", "assessments"]
)
def test_those_who_only_read_reach_no_form(
    client: Client, council: Council, name: str, form: str
) -> None:
    client.force_login(council.user(name))
    assert client.get(url(council, form)).status_code == 403


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


@pytest.mark.item("INV-06")
@pytest.mark.parametrize(
    "form",
    [
        *("record_header", "record_priorities", "trajectory", "assessments"),
        "support",
    ],
)
def test_a_locked_record_is_changed_no_more(
    client: Client, council: Council, form: str
) -> None:
    SchoolYearRecord.objects.update(state=SchoolYearRecord.State.LOCKED)
    client.force_login(council.sam)
    for answer in (client.get(url(council, form)), client.post(url(council, form))):
        assert answer.headers["Location"] == council.record().get_absolute_url()


@pytest.mark.item("ACC-081")
@pytest.mark.parametrize("form", ["record_header", "trajectory", "support"])
def test_another_schools_people_find_no_record(
    client: Client, council: Council, form: str
) -> None:
    client.force_login(council.odd)
    assert client.get(url(council, form)).status_code == 404
    assert Event.objects.filter(verb="access.refused").exists()

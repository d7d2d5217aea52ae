"""What both sides write in the record: header, priorities, and who may."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import (
    SchoolYearRecord,
)
from engagement.services.records import RecordExists, create_record, open_record
from engagement.services.year import lock_record
from schools.models import Person
from sitrack.core.models import Event, User
from sitrack.core.rules import RuleBroken
from tests.engagement.section_forms import sent, text, url
from tests.universe import Council


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
@pytest.mark.item("SUF-S-11")
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
    # An adviser is named, and has neither a post nor an account.
    assert not Person.objects.filter(name="Ruth Abel").exists()
    assert not User.objects.filter(name="Ruth Abel").exists()
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


def test_what_only_one_of_two_changed_in_the_header_stands(
    client: Client, council: Council
) -> None:
    client.force_login(council.helen)
    seen = council.record().version
    fields = {"adviser": "", "peer_review": "", "vision": "", "version": seen}
    page = url(council, "record_header")
    client.post(page, sent(**fields, peer_review_note="With Oakfield"))
    client.force_login(council.sam)
    mine = sent(**{**fields, "adviser": "Ruth Abel"}, peer_review_note="")
    form = client.post(page, mine).context["form"]
    again = sent(**{name: form[name].value() or "" for name in form.fields})
    assert client.post(page, again).status_code == 302
    record = council.record()
    assert (record.adviser, record.peer_review_note) == ("Ruth Abel", "With Oakfield")


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


@pytest.mark.parametrize("name", ["gus", "cora", "theo", "dee"])
@pytest.mark.parametrize(
    "form", ["record_header", "record_priorities", "trajectory", "assessments"]
)
def test_those_who_only_read_reach_no_form(
    client: Client, council: Council, name: str, form: str
) -> None:
    client.force_login(council.user(name))
    assert client.get(url(council, form)).status_code == 403


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
    lock_record(record=council.record(), reason="The year is over", by=council.hana)
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

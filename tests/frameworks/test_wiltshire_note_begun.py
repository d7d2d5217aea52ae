"""On which form a note is written, and what two people at it meet."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from plans.services.review_visits import note_of
from sitrack.core.rules import RuleBroken
from tests.frameworks.noting import address, posted, write
from tests.reports.pages import get, queries_of, signed_in
from tests.universe import Council
from visits.services.diary import plan_visit
from visits.services.notes import save_note

MOST = 12


def test_who_saves_second_meets_what_the_first_wrote(wiltshire: Council) -> None:
    visit = write(wiltshire, intent="draft")
    edit = reverse("visits:visit_edit", args=[visit.pk])
    first, second = (
        posted(
            wiltshire,
            version=str(visit.version),
            intent="draft",
            changes=f"CHANGES{name}",
            new_priorities=f"PRIORITY{name}",
            actions=((f"ACTION{name}", "1/12/2025", "Helen Marsh", f"COST{name}"),),
        )
        for name in ("ONE", "TWO")
    )
    assert signed_in(wiltshire.user("rita")).post(edit, first).status_code == 302
    late = signed_in(wiltshire.user("sam")).post(edit, second)
    assert late.status_code == 409
    html = late.content.decode()
    for word in ("CHANGES", "PRIORITY", "ACTION", "COST"):
        assert f"{word}ONE" in html, word
        assert f"{word}TWO" in html, word
    visit.refresh_from_db()
    said = {one.prompt.key: one.text for one in visit.sections.all()}
    assert said["changes"] == "CHANGESONE"


def test_a_note_that_was_begun_stays_on_its_form(wiltshire: Council) -> None:
    visit = write(wiltshire, intent="draft")
    other = replace(note_of(visit), visit_type=wiltshire.visit_type("interim"))
    with pytest.raises(RuleBroken, match="begun on another form"):
        save_note(
            visit=visit,
            note=other,
            expected_version=visit.version,
            by=wiltshire.user("sam"),
        )
    edit = reverse("visits:visit_edit", args=[visit.pk])
    page = get(wiltshire.user("sam"), edit).content.decode()
    assert 'value="planning"' in page
    assert 'value="interim"' not in page


def test_a_visit_in_the_diary_is_written_up_on_the_form_of_its_type(
    wiltshire: Council,
) -> None:
    visit = plan_visit(
        record=wiltshire.record(),
        at=datetime(2025, 11, 10, 9, 30, tzinfo=UTC),
        lead=wiltshire.persons["sam"],
        by=wiltshire.user("sam"),
        visit_type=wiltshire.visit_type("interim"),
    )
    edit = reverse("visits:visit_edit", args=[visit.pk])
    page = get(wiltshire.user("sam"), edit).content.decode()
    assert "Overview of school Improvement activity undertaken" in page
    data = posted(wiltshire, "interim", version=str(visit.version))
    answer = signed_in(wiltshire.user("sam")).post(edit, data)
    assert answer.status_code == 302
    visit.refresh_from_db()
    assert (visit.state, visit.template.code) == ("shared", "interim")


def test_the_only_type_of_a_form_is_not_asked_for(wiltshire: Council) -> None:
    page = get(wiltshire.user("sam"), address(wiltshire, "interim")).content.decode()
    assert "Select a visit type" not in page
    assert '<option value="interim"' in page
    other = get(wiltshire.user("sam"), address(wiltshire, "joint_work"))
    assert "Select a visit type" in other.content.decode()


def test_each_form_of_a_note_takes_twelve_queries_at_most(wiltshire: Council) -> None:
    school, sam = wiltshire.hawthorn, wiltshire.sam
    begun = write(wiltshire, intent="draft")
    follows = write(wiltshire, intent="draft", date="11/11/2025")
    planned = plan_visit(
        record=wiltshire.record(),
        at=datetime(2025, 12, 8, 9, 30, tzinfo=UTC),
        lead=wiltshire.persons["sam"],
        by=sam,
        visit_type=wiltshire.visit_type("interim"),
    )
    pages = {
        "new": reverse("visits:visit_new_on", args=[school.pk, "planning"]),
        "planned": reverse("visits:visit_edit", args=[planned.pk]),
        "begun": reverse("visits:visit_edit", args=[begun.pk]),
        "follows": reverse("visits:visit_edit", args=[follows.pk]),
    }
    taken = {name: queries_of(sam, page) for name, page in pages.items()}
    assert {name: most for name, most in taken.items() if most > MOST} == {}

"""Wiltshire's notes: written on their own forms, followed up, answered by both sides."""

import pytest
from django.urls import reverse

from engagement.models import RecordPriority
from tests.frameworks.noting import address, finish, newest, posted, write
from tests.pdf import text_of
from tests.reports.pages import get, read, signed_in, words
from tests.reports.printing import drawn
from tests.universe import Council
from visits.models import FollowUp, Visit
from visits.rules import initials_of


def test_the_kind_of_visit_is_asked_first(wiltshire: Council) -> None:
    page = get(
        wiltshire.user("sam"),
        reverse("visits:visit_new", args=[wiltshire.hawthorn.pk]),
    )
    text = words(page)
    assert "Which kind of visit was it?" in text
    for kind in ("planning", "interim", "end_of_year"):
        assert f'href="{address(wiltshire, kind)}"' in page.content.decode()


def test_a_kind_that_the_framework_has_not_is_asked_again(wiltshire: Council) -> None:
    text = read(wiltshire.user("sam"), address(wiltshire, "peace"))
    assert "Which kind of visit was it?" in text


@pytest.mark.item("WIL-V-20", "WIL-V-22", "WIL-V-24", "WIL-V-25")
def test_a_planning_note_is_written_and_shared_in_one_go(wiltshire: Council) -> None:
    visit = write(wiltshire)
    assert (visit.state, visit.template.code) == ("shared", "planning")
    assert dict(visit.sections.values_list("prompt__code", "text")) == {
        "WIL-V-22": "A new teacher in Year 2.",
        "WIL-V-23": "",
        "WIL-V-25": "The risk is low.",
        "WIL-V-26": "A frank meeting.",
    }
    assert list(visit.next_steps.values_list("text", "who", "cost")) == [
        ("Share the phonics plan", "Helen Marsh", "£300 for books"),
        ("Visit a school that is good at it", "Sam Rowe", ""),
    ]
    text = read(wiltshire.user("helen"), visit.get_absolute_url())
    for said in ("Agreed actions to secure improvement", "£300 for books", "By whom"):
        assert said in text
    assert "Follow up actions from last visit" not in text


@pytest.mark.item("WIL-V-23")
def test_priorities_join_the_record_once_the_note_is_shared(wiltshire: Council) -> None:
    visit = write(wiltshire, intent="draft")
    assert not RecordPriority.objects.exists()
    edit = reverse("visits:visit_edit", args=[visit.pk])
    assert "Early reading" in get(wiltshire.user("sam"), edit).content.decode()
    again = posted(wiltshire, version=str(visit.version))
    assert signed_in(wiltshire.user("sam")).post(edit, again).status_code == 302
    visit.refresh_from_db()
    rows = RecordPriority.objects.filter(record=wiltshire.record())
    assert [row.text for row in rows] == ["Early reading", "Attendance"]
    assert visit.worked_on == ["Early reading", "Attendance"]
    save = posted(
        wiltshire,
        version=str(visit.version),
        intent="draft",
        new_priorities="Attendance\nWriting",
        priorities=[str(rows[0].pk)],
    )
    assert signed_in(wiltshire.user("sam")).post(edit, save).status_code == 302
    visit.refresh_from_db()
    assert [row.text for row in rows.all()] == [
        "Early reading",
        "Attendance",
        "Writing",
    ]
    assert visit.worked_on == ["Early reading", "Attendance", "Writing"]


def test_a_note_asks_for_its_own_boxes_before_it_is_shared(wiltshire: Council) -> None:
    data = posted(wiltshire, "interim", activity=" ", focus="")
    answer = signed_in(wiltshire.user("sam")).post(address(wiltshire, "interim"), data)
    assert answer.status_code == 422
    text = words(answer)
    assert "Fill in “Overview of school Improvement activity undertaken”" in text
    assert "Enter the focus of this visit" in text
    assert "Enter the summary evaluation" not in text
    assert not Visit.objects.exists()


@pytest.mark.item("WIL-V-35", "WIL-V-36", "WIL-V-30", "WIL-V-31", "WIL-V-34")
def test_the_next_note_asks_what_became_of_each_action(wiltshire: Council) -> None:
    first = write(wiltshire, date="3/11/2025")
    plan, trip = first.next_steps.all()
    page = words(get(wiltshire.user("sam"), address(wiltshire, "interim")))
    assert "Share the phonics plan By 1 Dec 2025 · Helen Marsh" in page
    second = write(
        wiltshire,
        "interim",
        **{
            f"outcome_{plan.pk}": "done",
            f"outcome_{trip.pk}": "dropped",
            f"why_{trip.pk}": "No school was free.",
        },
    )
    found = dict(second.follow_ups.values_list("step__text", "outcome"))
    assert found == {
        "Share the phonics plan": FollowUp.Outcome.DONE,
        "Visit a school that is good at it": FollowUp.Outcome.DROPPED,
    }
    text = read(wiltshire.user("helen"), second.get_absolute_url())
    start = text.index("Progress on actions to secure improvement")
    assert "Share the phonics plan By 1 Dec 2025 · Helen Marsh Done" in text[start:]
    assert "The plan is shared and used." in text[start:]


@pytest.mark.item("WIL-V-40", "WIL-V-43", "WIL-V-44", "WIL-V-45", "WIL-V-47")
def test_what_goes_on_stands_in_the_next_planning_note(wiltshire: Council) -> None:
    visit = write(wiltshire, "end_of_year")
    kept = {one.prompt.key: one.rows for one in visit.sections.all()}
    assert kept["continued"] == [
        {"text": "Writing in Key Stage 2"},
        {"text": "Boys’ reading"},
    ]
    assert kept["closing_activity"] == [{"text": "Share the case with the cluster"}]
    html = get(wiltshire.user("sam"), address(wiltshire, "planning")).content.decode()
    assert "Writing in Key Stage 2\nBoys’ reading</textarea>" in html


def test_a_draft_is_not_carried_into_the_next_planning_note(wiltshire: Council) -> None:
    write(wiltshire, "end_of_year", intent="draft")
    html = get(wiltshire.user("sam"), address(wiltshire, "planning")).content.decode()
    assert "Writing in Key Stage 2" not in html


@pytest.mark.item("WIL-V-21", "WIL-V-32", "WIL-V-41", "INV-24")
@pytest.mark.parametrize("kind", ["planning", "interim", "end_of_year"])
def test_acc_024_others_involved_are_initials_alone(
    wiltshire: Council, kind: str
) -> None:
    visit = write(wiltshire, kind, present=("helen", "cora", "gus"))
    assert [str(one) for one in visit.attendees.all()] == ["HM", "CL", "GP", "JAP"]
    finish(wiltshire, visit)
    text = text_of(drawn("visit", visit.pk, wiltshire.user("sam")))
    start = text.index("Others involved HT, CoG,")
    involved = text[start : text.index("Significant changes", start)]
    assert "HM, CL, GP, JAP" in involved
    for name in ("Helen", "Marsh", "Lyle", "Pell", "Pole", "governor"):
        assert name not in involved


@pytest.mark.item("WIL-V-26", "WIL-V-37", "WIL-V-46")
@pytest.mark.parametrize("kind", ["planning", "interim", "end_of_year"])
def test_acc_025_both_sides_comment_under_their_labels(
    wiltshire: Council, kind: str
) -> None:
    visit = write(wiltshire, kind, comments="THEOFFICERSAYS")
    finish(wiltshire, visit, "THEHEADSAYS")
    page = read(wiltshire.user("cora"), visit.get_absolute_url())
    paper = text_of(drawn("visit", visit.pk, wiltshire.user("sam")))
    for text in (page, paper):
        places = [
            text.index(word, text.index("Additional Comments LA officer/"))
            for word in ("LA officer", "THEOFFICERSAYS", "THEHEADSAYS")
        ]
        assert places == sorted(places)
        between = text[places[1] : places[2]]
        assert "Headteacher" in between


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Helen Marsh", "HM"),
        ("Mrs Ann-Marie Poe", "AMP"),
        ("Cllr J. Bell", "JB"),
        ("HM", "HM"),
        ("H. M.", "HM"),
        ("Łucja Ørsted", "ŁØ"),
        ("Dr", "D"),
        ("?", ""),
    ],
)
def test_initials_of_a_name(name: str, kept: str) -> None:
    assert initials_of(name) == kept


def test_a_row_is_added_without_losing_a_word(wiltshire: Council) -> None:
    data = posted(wiltshire, "interim", row="add-steps")
    answer = signed_in(wiltshire.user("sam")).post(address(wiltshire, "interim"), data)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "£300 for books" in html
    assert "Two lessons were seen." in html
    assert 'name="steps-2-cost"' in html
    assert not Visit.objects.exists()


def test_the_school_asks_for_a_correction_of_any_box(wiltshire: Council) -> None:
    visit = write(wiltshire)
    url = reverse("visits:correction_add", args=[visit.pk, "changes"])
    helen = signed_in(wiltshire.user("helen"))
    data = {"wrong": "Year 2", "should_say": "Year 3"}
    assert helen.post(url, data).status_code == 302
    assert "Year 3" in read(wiltshire.user("helen"), visit.get_absolute_url())


def test_what_changed_is_marked_beside_its_box(wiltshire: Council) -> None:
    visit = write(wiltshire)
    helen = wiltshire.user("helen")
    read(helen, visit.get_absolute_url())
    edit = reverse("visits:visit_edit", args=[visit.pk])
    data = posted(
        wiltshire, version=str(visit.version), changes="A new teacher in Year 6."
    )
    assert signed_in(wiltshire.user("sam")).post(edit, data).status_code == 302
    html = get(helen, newest().get_absolute_url()).content.decode()
    assert "What changed since you last read it" in html


def test_governors_read_first_what_a_note_without_a_summary_says(
    wiltshire: Council,
) -> None:
    visit = write(wiltshire, "interim", activity="Two lessons SAYSMOST were seen.")
    finish(wiltshire, visit)
    path = reverse("school", args=[wiltshire.hawthorn.pk])
    assert "SAYSMOST" in read(wiltshire.user("cora"), path)

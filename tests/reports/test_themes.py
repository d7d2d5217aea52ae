"""Themes of priorities: tagged where one wants, kept through the years, found by."""

import pytest
from django.urls import reverse

from engagement.models import RecordPriority, SchoolYearRecord
from engagement.services.priorities import PriorityLine, write_priorities
from engagement.services.records import create_record
from engagement.services.year import bring_across
from sitrack.core.models import AcademicYear, User
from tests.reports.pages import queries_of, read, signed_in, words
from tests.reports.test_priorities import save
from tests.universe import Council

LABELS = (
    "School improvement support Learning Pupil outcomes Aspiration Provision"
    " Curriculum Teaching Professional development Leadership Governance"
)


def tag(council: Council, school: str, **themes: tuple[str, ...]) -> None:
    """Priorities of a school, each with its themes."""
    record = council.record(school)
    write_priorities(
        record=record,
        expected_version=record.version,
        lines=[PriorityLine(text, themes=codes) for text, codes in themes.items()],
        by=council.sam,
    )


def position(council: Council, name: str) -> str:
    path = f"{council.record().get_absolute_url()}?part=position"
    return read(council.user(name), path)


def found(user: User, theme: str, typed: str = "") -> str:
    return read(user, f"/search/?q={typed}&theme={theme}")


@pytest.mark.item("SUF-P-12")
def test_a_priority_is_tagged_with_what_standards_covers(council: Council) -> None:
    form = reverse("engagement:record_priorities", args=[council.record().pk])
    asked = "Themes Optional. They help to find priorities that schools share."
    assert f"{asked} {LABELS}" in read(council.helen, form)
    shown = words(
        save(
            council,
            {"text": "Writing", "themes": ["teaching", "curriculum"]},
            {"text": "Attendance"},
        )
    )
    assert "Writing School Development Plan · teaching, curriculum" in shown
    assert "Attendance School Development Plan" in shown
    again = signed_in(council.helen).get(form)
    first = again.context["formset"].forms[0]
    assert first["themes"].value() == ["teaching", "curriculum"]


def test_a_theme_that_is_not_on_the_list_is_refused(council: Council) -> None:
    answer = save(council, {"text": "Writing", "themes": ["handwriting"]})
    assert answer.status_code == 422
    assert "Priority 1: Select a valid choice" in words(answer)
    assert not RecordPriority.objects.exists()


def test_whoever_changes_the_words_alone_leaves_the_themes(council: Council) -> None:
    tag(council, "hawthorn", Writing=("teaching",))
    record, row = council.record(), RecordPriority.objects.get()
    write_priorities(
        record=record,
        expected_version=record.version,
        lines=[PriorityLine("Writing in Year 4", key=row.pk)],
        by=council.helen,
    )
    row.refresh_from_db()
    assert (row.text, row.themes) == ("Writing in Year 4", ["teaching"])
    assert [then.themes for then in row.history.all()] == [["teaching"]] * 2


@pytest.mark.item("SUF-P-12", "ACC-003")
def test_themes_go_on_with_their_priority_into_the_next_year(council: Council) -> None:
    tag(council, "hawthorn", Writing=("teaching",))
    later = create_record(
        school=council.hawthorn,
        year=AcademicYear.objects.get(label="2026/27"),
        framework=council.framework,
        by=None,
    )
    tag(council, "hawthorn", Writing=("teaching",), Reading=("learning",))
    bring_across(old=council.record(), new=later)
    new = SchoolYearRecord.objects.get(pk=later.pk)
    assert [(row.text, row.themes) for row in new.priorities.all()] == [
        ("Writing", ["teaching"]),
        ("Reading", ["learning"]),
    ]


@pytest.mark.item("SUF-P-12")
def test_priorities_on_a_theme_are_found_across_the_schools_one_may_read(
    council: Council,
) -> None:
    tag(council, "hawthorn", Writing=("teaching", "curriculum"), Phonics=("learning",))
    tag(council, "elm", Fractions=("teaching",))
    tag(council, "birch", Geography=("teaching",))
    all_of_it = found(council.sam, "teaching")
    assert "Priority Elm Junior School · 2025/26 Fractions" in all_of_it
    assert "Priority Hawthorn Primary School · 2025/26 Writing" in all_of_it
    for unseen in ("Phonics", "Geography"):
        assert unseen not in all_of_it
    page = signed_in(council.sam).get("/search/?theme=teaching").content.decode()
    assert "<mark>" not in page, "No word was looked for."
    assert "Fractions" not in found(council.helen, "teaching")
    assert "Writing" in found(council.sam, "teaching", "writ")
    assert "Fractions" not in found(council.sam, "teaching", "writ")
    nothing = "Nothing found for “phonics” among priorities on teaching."
    assert nothing in found(council.sam, "teaching", "phonics")
    assert "Nothing found for “governance”." in found(council.sam, "governance")


def test_a_theme_that_nobody_knows_is_no_theme(council: Council) -> None:
    tag(council, "hawthorn", Writing=("teaching",))
    for theme in ("nonsense", "%25", "teach"):
        assert "Writing" not in found(council.sam, theme)
        assert "Priority Hawthorn" in found(council.sam, theme, "writing")


def test_the_pages_of_a_theme_lead_on(council: Council) -> None:
    many = {f"Teaching {number}": ("teaching",) for number in range(25)}
    tag(council, "hawthorn", **many)
    page = signed_in(council.sam).get("/search/?q=&theme=teaching")
    assert words(page).count("Priority Hawthorn") == 20
    assert "Next page" in words(page)
    assert (
        read(council.sam, "/search/?q=&theme=teaching&page=2").count("Priority H") == 5
    )
    assert queries_of(council.sam, "/search/?q=&theme=teaching") <= 6

"""The rolling record on screen: opened once a year, read part by part."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from engagement.models import SchoolYearRecord
from engagement.services.records import RecordExists, create_record
from engagement.services.sections import set_assessments
from schools.services.schools import add_school
from sitrack.core import delivery
from sitrack.core.models import AcademicYear, Event, Notification
from tests.reports.acts import give
from tests.reports.pages import get, links, queries_of, read, signed_in, words
from tests.universe import Council
from visits.services.diary import plan_visit

AT_MOST = 12
A_LEADS_MENU = 1  # It counts the proposals that wait.
# "add" is a request to another team.
WHAT_LEADERS_CHANGE = {"trajectory", "priorities", "header", "support", "add"}
PARTS = ["front", "position", "assessments", "plan", "visits", "history"]


def part_of(council: Council, name: str, part: str) -> str:
    path = reverse("record", args=[council.record().pk])
    return read(council.user(name), f"{path}?part={part}")


def new_school(council: Council) -> str:
    """The address of the record of a school of East that has none yet."""
    school = add_school(
        name="Maple Primary School",
        urn=900099,
        la_code="935",
        dfe_number="935/9099",
        phase="Primary",
        establishment_type="Community school",
        region=council.hawthorn.region,
        by=None,
    )
    return reverse("record_open", args=[school.pk])


@pytest.mark.item("ACC-001", "INV-01")
def test_the_record_is_opened_once_and_has_all_its_boxes(council: Council) -> None:
    path = new_school(council)
    rita = signed_in(council.rita)
    assert "No rolling record is open for 2025/26" in words(rita.get(path))
    opened = rita.post(path)
    record = SchoolYearRecord.objects.get(school__urn=900099)
    assert opened.headers["Location"] == record.get_absolute_url()
    assert rita.post(path).headers["Location"] == record.get_absolute_url()
    assert rita.get(path).headers["Location"] == record.get_absolute_url()
    assert SchoolYearRecord.objects.filter(school__urn=900099).count() == 1
    assert Event.objects.filter(verb="record.opened").about(record).count() == 1
    front = words(rita.get(f"{record.get_absolute_url()}?part=front"))
    assert "School Maple Primary School" in front
    assert "School’s vision Not entered yet" in front
    position = words(rita.get(record.get_absolute_url()))
    for term in ("Autumn", "Spring", "Summer"):
        assert f"{term} Not yet given Not yet given" in position
    plan = words(rita.get(f"{record.get_absolute_url()}?part=plan"))
    assert plan.count("Nothing planned yet") == 4 * 3
    joint_work = words(rita.get(f"{record.get_absolute_url()}?part=visits"))
    assert "No visit has been written up yet." in joint_work


@pytest.mark.item("ACC-002", "INV-01")
def test_a_second_record_is_refused_with_the_way_to_the_first(
    council: Council,
) -> None:
    record = council.record()
    with pytest.raises(RecordExists) as refused:
        create_record(
            school=council.hawthorn,
            year=council.year,
            framework=council.framework,
            by=council.rita,
        )
    assert refused.value.record == record
    path = reverse("record_open", args=[council.hawthorn.pk])
    answer = signed_in(council.rita).post(path, follow=True)
    assert answer.redirect_chain == [(record.get_absolute_url(), 302)]


def test_only_those_who_may_open_a_record_do(council: Council) -> None:
    path = new_school(council)
    assert "Open the record of" in read(council.rita, path)
    assert "Open the record of" not in read(council.hana, path)
    assert signed_in(council.hana).post(path).status_code == 403
    assert signed_in(council.helen).post(path).status_code == 404
    assert not SchoolYearRecord.objects.filter(school__urn=900099).exists()


def test_an_academy_without_an_agreement_is_refused_in_words(council: Council) -> None:
    path = reverse("record_open", args=[council.academy.pk])
    answer = signed_in(council.sam).post(path)
    assert answer.status_code == 422
    assert "has no traded agreement, so it has no rolling record." in words(answer)


@pytest.mark.item("ACC-005", "SUF-R-15", "SUF-R-16")
def test_both_views_stand_beside_each_other_term_by_term(council: Council) -> None:
    give(council, "school", "good", council.helen)
    give(council, "la", "not_good", council.sam)
    shown = part_of(council, "rita", "position")
    assert "Trajectory to the next Ofsted inspection" in shown
    assert "Term School’s view LA view" in shown
    both = "Likely to be judged Good Not likely to be judged Good"
    assert f"Autumn The two views differ {both}" in shown
    assert "Spring Not yet given Not yet given" in shown


@pytest.mark.item("ACC-006", "CONF-07")
def test_a_view_that_was_not_sent_reads_not_yet_given(council: Council) -> None:
    give(council, "school", "good", council.helen, draft=True)
    assert "Autumn Not yet given Not yet given" in part_of(council, "sam", "position")


@pytest.mark.item("SUF-R-19")
def test_the_level_of_each_term_follows_what_is_in_force(council: Council) -> None:
    shown = part_of(council, "helen", "position")
    boxes = "Autumn Entitlement up to 8 hours Spring Not yet set Summer Not yet set"
    assert f"School Improvement Engagement Model {boxes}" in shown


def test_only_the_measures_that_apply_are_listed(council: Council) -> None:
    record = SchoolYearRecord.objects.get(school=council.infant)
    shown = read(council.sam, f"{record.get_absolute_url()}?part=assessments")
    assert "PHONICS" in shown
    assert "KS4" not in shown
    set_assessments(
        record=record,
        term=council.terms["autumn"],
        texts={council.framework.measures.get(label="PHONICS"): "82% on track"},
        expected_versions={},
        by=council.sam,
    )
    shown = read(council.sam, f"{record.get_absolute_url()}?part=assessments")
    assert "PHONICS 82% on track – –" in shown


def test_visits_are_listed_newest_first(council: Council) -> None:
    council.final_visit()
    council.draft_visit(date=council.year.start)
    shown = part_of(council, "sam", "visits")
    assert shown.index("10 Nov 2025") < shown.index("1 Sep 2025")
    assert "3. Record of joint work" in shown
    assert "1 Sep 2025" not in part_of(council, "helen", "visits")


@pytest.mark.item("ACC-082")
def test_a_governor_reads_final_notes_and_the_days_planned(council: Council) -> None:
    council.shared_visit(next_visit_at=datetime(2025, 12, 8, 9, 30, tzinfo=UTC))
    shown = part_of(council, "gus", "visits")
    assert "10 Nov 2025" not in shown
    assert "8 December 2025 at 9:30am" in shown
    assert "shared the note" not in part_of(council, "gus", "history")
    assert "shared the note" in part_of(council, "helen", "history")


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("sam", WHAT_LEADERS_CHANGE | {"assessments", "measures"}),
        ("helen", WHAT_LEADERS_CHANGE | {"assessments", "measures"}),
        ("rita", WHAT_LEADERS_CHANGE),
        ("hana", {"header", "lock"}),
        ("dee", set()),
        ("gus", set()),
    ],
)
def test_each_part_is_changed_by_those_who_may(
    council: Council, name: str, changes: set[str]
) -> None:
    path = reverse("record", args=[council.record().pk])
    found = {
        href.rstrip("/").rsplit("/", 1)[-1]
        for part in PARTS
        for href in links(get(council.user(name), f"{path}?part={part}"))
        if href.startswith(path)
        and not href.endswith((".pdf", "/changes/"))
        and href != path
    }
    assert found == changes


@pytest.mark.item("CONF-15")
def test_it_says_whose_it_is_which_year_and_who_can_see_it(council: Council) -> None:
    for part in PARTS:
        shown = part_of(council, "helen", part)
        assert "Hawthorn Primary School Rolling record 2025/26 Open" in shown
        assert "Who can see this: the school’s headteacher and deputies" in shown


def test_the_years_before_and_after_are_a_step_away(council: Council) -> None:
    first = council.record()
    year = AcademicYear.objects.get(label="2026/27")
    second = create_record(
        school=council.hawthorn, year=year, framework=council.framework, by=None
    )
    answer = get(council.sam, f"{first.get_absolute_url()}?part=plan")
    assert "The year after, 2026/27" in words(answer)
    assert f"{second.get_absolute_url()}?part=plan" in links(answer)
    assert "The year before, 2025/26" in read(council.sam, second.get_absolute_url())


def test_an_officer_of_another_team_has_its_own_strand_only(council: Council) -> None:
    answer = get(council.theo, f"/records/{council.record().pk}/?part=plan")
    shown = words(answer)
    assert "Support from other teams" in shown
    assert "School to school support" not in shown
    assert "Assessments" not in shown
    moved = get(council.theo, f"/records/{council.record().pk}/?part=position")
    assert "Trajectory" not in words(moved)


def test_an_unknown_part_shows_the_first(council: Council) -> None:
    assert "1. Continuous conversation" in part_of(council, "sam", "nonsense")


def test_opening_it_marks_its_message_as_read(council: Council) -> None:
    path = council.record().get_absolute_url()
    delivery.notify([council.rita], title="Hours over", path=path, key="time:1")
    get(council.rita, path)
    assert not Notification.objects.unread_by(council.rita).exists()


@pytest.mark.parametrize("name", ["sam", "rita", "helen", "gus"])
def test_no_part_takes_more_queries_for_many_rows(council: Council, name: str) -> None:
    paths = [f"/records/{council.record().pk}/?part={part}" for part in PARTS]
    council.final_visit(minutes=20)
    few = [queries_of(council.user(name), path) for path in paths]
    for number in range(4):
        council.final_visit(minutes=20)
        at = datetime(2026, 1, 12 + number, 9, tzinfo=UTC)
        plan_visit(
            record=council.record(), at=at, lead=council.persons["sam"], by=council.sam
        )
    assert [queries_of(council.user(name), path) for path in paths] == few
    assert max(few) <= AT_MOST + (A_LEADS_MENU if name == "rita" else 0)

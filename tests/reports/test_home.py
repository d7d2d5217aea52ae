"""Home: my schools, those that need attention first, and what is new."""

from datetime import timedelta

import pytest

from engagement.models import SchoolYearRecord
from engagement.services.records import open_record
from reports.queries.my_schools import by_attention, visible_schools
from reports.services.summaries import refresh_due
from schools.services.people import add_person, appoint
from schools.services.schools import add_school
from sitrack.core import delivery
from sitrack.core.models import User
from sitrack.core.roles import Role
from tests.reports.acts import give
from tests.reports.pages import get, links, queries_of, read
from tests.universe import TODAY, Council

AT_MOST = 12


@pytest.mark.item("ACC-005", "DER-09")
def test_a_disagreement_on_the_trajectory_is_listed_for_the_rle(
    council: Council,
) -> None:
    give(council, "school", "good", council.helen)
    assert "differently" not in read(council.rita, "/")
    give(council, "la", "not_good", council.sam)
    listed = (
        "The school and the LA see the trajectory differently this term"
        " Hawthorn Primary School"
        " The school: Likely to be judged Good. The LA: Not likely to be judged Good."
    )
    assert listed in read(council.rita, "/")
    assert "differently" not in read(council.sam, "/")
    assert "differently" not in read(council.rolf, "/")


def test_a_draft_view_is_no_disagreement(council: Council) -> None:
    give(council, "school", "good", council.helen, draft=True)
    give(council, "la", "not_good", council.sam)
    assert "differently" not in read(council.rita, "/")


@pytest.mark.item("DER-15")
def test_schools_that_need_attention_come_first(council: Council) -> None:
    home = read(council.sam, "/")
    assert home.index("Acorn Nursery") < home.index("Hawthorn Primary")
    council.commented_visit("The dates are wrong.")
    home = read(council.sam, "/")
    assert home.index("Hawthorn Primary") < home.index("Acorn Nursery")
    assert "9 schools, something waits at 9 of them." in home


def test_an_academy_without_an_agreement_is_listed_only_on_request(
    council: Council,
) -> None:
    assert "Rowan Academy" not in read(council.sam, "/")
    assert "Rowan Academy" in read(council.sam, "/?which=all")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name=willow", ["Willow Infant School"]),
        ("phase=Nursery", ["Acorn Nursery School"]),
        ("level=suf_12", []),
        ("level=suf_8&name=elm", ["Elm Junior School"]),
        ("level=none", []),
    ],
)
def test_the_list_is_narrowed(council: Council, query: str, found: list[str]) -> None:
    home = read(council.sam, f"/?{query}")
    named = [name for name in NAMES if name in home]
    assert named == found


NAMES = [
    "Acorn Nursery School",
    "Elm Junior School",
    "Hawthorn Primary School",
    "Willow Infant School",
]


def test_the_head_of_service_filters_all_schools_by_region(council: Council) -> None:
    assert "10 schools" in read(council.hana, "/")
    assert "Birch Primary School" in read(council.dee, "/")
    west = council.birch.region
    assert west is not None
    assert "1 school," in read(council.hana, f"/?region={west.pk}")


def test_a_leader_or_governor_of_one_school_lands_on_its_page(
    council: Council,
) -> None:
    for user in (council.helen, council.dev, council.gus, council.cora, council.sena):
        answer = get(user, "/", status=302)
        assert answer.headers["Location"] == council.hawthorn.get_absolute_url()


@pytest.mark.item("ACC-076")
def test_the_head_of_three_schools_sees_three_in_one_list(council: Council) -> None:
    home = read(council.eva, "/")
    assert "3 schools" in home
    assert "My schools" in get(council.eva, "/glossary/").content.decode()
    assert "My schools" not in get(council.helen, "/glossary/").content.decode()
    for school in (council.ash, council.beech, council.cedar):
        assert school.name in home
        page = get(council.eva, school.get_absolute_url())
        assert f"<title>{school.name}" in page.content.decode()
        record = SchoolYearRecord.objects.get(school=school)
        shown = get(council.eva, record.get_absolute_url())
        assert school.name in shown.content.decode()
    records = SchoolYearRecord.objects.filter(school__name__regex="^(Ash|Beech|Cedar)")
    assert records.count() == 3


def test_an_administrator_has_the_register_and_the_calendar(council: Council) -> None:
    answer = get(council.ada, "/")
    assert {"/register/", "/calendar/"} <= set(links(answer))
    assert "Hawthorn" not in answer.content.decode()


def test_somebody_without_a_post_is_told_so(council: Council) -> None:
    stranger = User.objects.create_user("nobody@council.example", name="No Body")
    assert "You hold no post at a school at the moment" in read(stranger, "/")


def test_what_is_new_stands_on_top(council: Council) -> None:
    title = "A visit note is ready for you to read"
    delivery.notify([council.sam], title=title, path="/visits/1/", key="visit:1")
    answer = get(council.sam, "/")
    assert f"New for you {title}" in read(council.sam, "/")
    assert "/visits/1/" in links(answer)
    delivery.mark_read(council.sam, path="/visits/1/")
    assert "New for you" not in read(council.sam, "/")


def more_schools(council: Council, count: int) -> None:
    """More schools of the region, with records, for Sam."""
    for number in range(count):
        school = add_school(
            name=f"Pine {number:02} Primary School",
            urn=910000 + number,
            la_code="935",
            dfe_number=f"935/2{number:03}",
            phase="Primary",
            establishment_type="Community school",
            region=council.hawthorn.region,
            by=None,
        )
        person = council.persons["sam"]
        appoint(person=person, role=Role.OFFICER, start=TODAY, school=school, by=None)
        open_record(
            school=school, year=council.year, framework=council.framework, by=None
        )


@pytest.mark.parametrize("name", ["sam", "rita", "hana", "eva"])
def test_home_takes_as_many_queries_for_sixty_schools_as_for_ten(
    council: Council, name: str
) -> None:
    council.commented_visit("The dates are wrong.")
    few = queries_of(council.user(name), "/")
    more_schools(council, 50)
    assert queries_of(council.user(name), "/") == few
    assert few <= AT_MOST


def test_fifteen_schools_make_a_page(council: Council) -> None:
    more_schools(council, 20)
    first, second = read(council.sam, "/"), read(council.sam, "/?page=2")
    assert "29 schools" in first
    assert first.count("Next visit") == 15
    assert second.count("Next visit") == 14


def test_schools_of_the_same_urgency_are_listed_by_name(council: Council) -> None:
    mine = visible_schools(council.sam)
    refresh_due(mine)
    names = [one.name for one in by_attention(mine, council.sam)]
    assert len(names) == 10
    assert names[:-1] == sorted(names[:-1])
    assert names[-1] == "Rowan Academy"


def test_a_post_that_has_ended_shows_nothing(council: Council) -> None:
    person = add_person(
        name="Past Guest", email="past@council.example", with_account=True, by=None
    )
    appoint(
        person=person,
        role=Role.TEAM,
        start=TODAY - timedelta(days=30),
        end=TODAY - timedelta(days=1),
        school=council.birch,
        by=None,
    )
    assert person.user is not None
    assert "You hold no post" in read(person.user, "/")

"""The list of people, one person's page, adding people and changing who they are."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from schools.models import Person, Post, School
from schools.queries import people
from schools.services.people import add_person, change_person
from sitrack.core.models import Event, User
from sitrack.core.roles import Role
from tests.universe import TODAY, Council

PEOPLE = reverse("schools:people")
ADD = reverse("schools:person_add")


@pytest.fixture
def ada(client: Client, council: Council) -> Client:
    """The administrator's browser."""
    client.force_login(council.ada)
    return client


def read(response: Any) -> str:
    text: str = response.content.decode()
    return text


def page_of(person: Person) -> str:
    return reverse("schools:person", args=[person.pk])


def somebody_new(**more: str) -> dict[str, Any]:
    return {
        "name": "Nia Holt",
        "email": "nia@school.example",
        "phone": "",
        **more,
    }


def listed(page: Any) -> list[str]:
    return [row.name for row in page.context["rows"]]


def test_the_administrator_finds_people_by_name_role_and_school(ada: Client) -> None:
    assert listed(ada.get(PEOPLE, {"name": "HELEN"})) == ["Helen Marsh"]
    assert listed(ada.get(PEOPLE, {"name": "gus@"})) == ["Gus Pell"]
    assert listed(ada.get(PEOPLE, {"role": "lead"})) == ["Rita Okafor", "Rolf Denny"]
    at_beech = ada.get(PEOPLE, {"role": "headteacher", "school": "beech"})
    assert listed(at_beech) == ["Eva Thorne"]
    assert "Nobody found" in read(ada.get(PEOPLE, {"role": "no such role"}))


def test_a_row_says_what_somebody_is_in_a_few_words(ada: Client) -> None:
    row = ada.get(PEOPLE, {"name": "sam rowe"}).context["rows"][0]
    assert row.posts == ["Standards and Excellence Partner, 10 schools"]
    row = ada.get(PEOPLE, {"name": "eva"}).context["rows"][0]
    places = "Ash Primary School, Beech Primary School, Cedar Primary School"
    assert row.posts == [f"Headteacher, {places}"]
    assert row.signs_in


def test_a_lead_reads_the_people_of_the_region_and_no_others(
    client: Client, council: Council
) -> None:
    client.force_login(council.rolf)
    assert listed(client.get(PEOPLE)) == [
        *("Ada Quill", "Dee Stanton", "Hana Yilmaz", "Odd Larsen", "Ola Brandt"),
        "Rolf Denny",
    ]
    assert "Add a person" not in read(client.get(PEOPLE))
    assert client.get(page_of(council.persons["helen"])).status_code == 404


def test_a_long_list_comes_in_pages_for_the_same_few_queries(
    ada: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        add_person(name=f"Person {number:02}", by=None)
    with django_assert_max_num_queries(9):
        page = ada.get(PEOPLE)
    assert len(page.context["rows"]) == 20
    assert page.context["page_obj"].paginator.num_pages == 3


def with_a_password(user: User) -> None:
    """The cast signs in without one; whoever has none counts as not invited yet."""
    user.set_password("a password of their own")
    user.save()


def test_a_person_page_says_who_somebody_is_and_since_when(
    ada: Client, council: Council
) -> None:
    with_a_password(council.helen)
    page = read(ada.get(page_of(council.persons["helen"])))
    for words in (
        *("Helen Marsh", "helen@council.example", "Signs in with this address"),
        *("Hawthorn Primary School", "since 1 September 2025", "appointed Helen Marsh"),
    ):
        assert words in page


def test_a_person_need_be_no_user(ada: Client, council: Council) -> None:
    """An external adviser is named, and has neither a post nor an account."""
    ada.post(ADD, somebody_new(email=""))
    nia = Person.objects.get(name="Nia Holt")
    assert (nia.user, list(nia.posts.all())) == (None, [])
    event = Event.objects.get(verb="person.added", label="Nia Holt")
    assert event.actor_name == "Ada Quill"
    page = read(ada.get(page_of(nia)))
    assert "No account" in page
    assert "No post today" in page


@pytest.mark.parametrize(
    "same", [{"name": "helen MARSH"}, {"email": "helen@council.example"}]
)
def test_somebody_who_may_be_known_is_shown_and_not_blocked(
    ada: Client, council: Council, same: dict[str, str]
) -> None:
    """Two people may share a name, or an office's mailbox."""
    before = Person.objects.count()
    typed = somebody_new(**same)
    page = ada.post(ADD, typed)
    assert page.status_code == 422
    assert "Is it one of these people?" in read(page)
    assert page_of(council.persons["helen"]) in read(page)
    assert Person.objects.count() == before
    ada.post(ADD, {**typed, "another": "on"})
    assert Person.objects.count() == before + 1


def test_what_is_wrong_stands_beside_its_box_and_what_was_typed_stays(
    ada: Client,
) -> None:
    page = ada.post(ADD, somebody_new(name="", email="no address"))
    assert page.status_code == 422
    assert "Enter the full name" in read(page)
    assert "E-mail address must be like name@school.example" in read(page)
    assert 'value="no address"' in read(page)


def test_a_person_posted_twice_is_added_once(ada: Client) -> None:
    token = ada.get(ADD).context["submit_token"]
    addresses = [
        ada.post(ADD, somebody_new(submit_token=token)).headers["Location"]
        for _ in range(2)
    ]
    assert addresses[0] == addresses[1]
    assert Person.objects.filter(name="Nia Holt").count() == 1


def test_a_form_from_elsewhere_changes_nothing(council: Council) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(council.ada)
    assert strict.post(ADD, somebody_new()).status_code == 403
    assert not Person.objects.filter(name="Nia Holt").exists()


def test_a_name_is_corrected_and_the_sign_in_stays(
    ada: Client, council: Council
) -> None:
    with_a_password(council.helen)
    helen = council.persons["helen"]
    address = reverse("schools:person_change", args=[helen.pk])
    sent = {"name": "Helen Marsh-Lee", "email": "office@hawthorn.example", "version": 1}
    assert ada.post(address, sent).headers["Location"] == page_of(helen)
    user = User.objects.get(pk=council.helen.pk)
    assert (user.name, user.email) == ("Helen Marsh-Lee", "helen@council.example")
    event = Event.objects.get(verb="person.changed")
    assert event.sentence == "changed the name, e-mail address of Helen Marsh"
    assert "Signs in as helen@council.example" in read(ada.get(page_of(helen)))


def test_a_change_made_on_an_old_page_shows_both(ada: Client, council: Council) -> None:
    helen = council.persons["helen"]
    change_person(
        person=helen,
        expected_version=1,
        name="Helen Marsh",
        email="theirs@school.example",
        phone="",
        by=council.ada,
    )
    address = reverse("schools:person_change", args=[helen.pk])
    sent = {"name": "Helen Marsh", "email": "mine@school.example", "version": 1}
    page = ada.post(address, sent)
    assert page.status_code == 409
    assert "theirs@school.example" in read(page)
    assert "mine@school.example" in read(page)
    sent["version"] = page.context["form"].data["version"]
    assert ada.post(address, sent).status_code == 302
    helen.refresh_from_db()
    assert helen.email == "mine@school.example"


def test_the_administrator_reads_no_school_and_no_record(
    ada: Client, council: Council
) -> None:
    """Keeping people gives no right to what they write (domain 4.1)."""
    assert ada.get(reverse("school", args=[council.hawthorn.pk])).status_code == 404
    record = council.records["hawthorn"]
    assert ada.get(reverse("record", args=[record.pk])).status_code == 404
    home = read(ada.get(reverse("home")))
    assert PEOPLE in home
    assert "Hawthorn" not in home


def test_a_persons_many_posts_are_shown_a_page_at_a_time(
    ada: Client, council: Council
) -> None:
    sam = council.persons["sam"]
    schools = School.objects.bulk_create(
        School(urn=910_000 + number, name=f"Zeal School {number:02}", maintained=True)
        for number in range(people.ON_A_PAGE)
    )
    Post.objects.bulk_create(
        Post(person=sam, role=Role.OFFICER, school=school, start=TODAY)
        for school in schools
    )
    places = sorted(post.place for post in sam.posts.all())
    parts = [places[: people.ON_A_PAGE], places[people.ON_A_PAGE :]]
    for number, part in enumerate(parts, 1):
        page = read(ada.get(f"{sam.get_absolute_url()}?page={number}"))
        assert [name for name in places if f"</strong>, {name}" in page] == part
        assert "Hand on their schools" in page
    assert len(parts[1]) > 1

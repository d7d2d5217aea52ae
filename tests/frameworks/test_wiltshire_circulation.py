"""Colleagues for whom part of a note matters: told by title and link, once it is final."""

from typing import Any

import pytest
from django.test import Client

from engagement.models import TeamMembership
from schools.models import Person
from schools.services.people import add_person, appoint
from sitrack.core.models import Notification
from sitrack.core.roles import Role
from tests.building import FIRST_DAY
from tests.frameworks.noting import address, finish, posted, write
from tests.pdf import text_of
from tests.reports.pages import get, read, signed_in, words
from tests.reports.printing import drawn
from tests.universe import Council
from visits.models import Visit


@pytest.fixture
def nell(wiltshire: Council) -> Person:
    """Looks after NQTs and assessment, and has no post at Hawthorn."""
    person = add_person(
        name="Nell Abara", email="nell@council.example", with_account=True, by=None
    )
    appoint(
        person=person, role=Role.TEAM, start=FIRST_DAY, school=wiltshire.elm, by=None
    )
    team = wiltshire.framework.teams.get(code="assessment")
    TeamMembership.objects.create(team=team, person=person)
    return person


def passing(*rows: tuple[Person | str, str]) -> dict[str, Any]:
    data = {
        "circulation-TOTAL_FORMS": str(len(rows)),
        "circulation-INITIAL_FORMS": "0",
    }
    for number, (person, what) in enumerate(rows):
        key = person.pk if isinstance(person, Person) else person
        data |= {
            f"circulation-{number}-person": str(key),
            f"circulation-{number}-what": what,
        }
    return data


def note(council: Council, *people: tuple[Person, str], **more: Any) -> Visit:
    return write(council, "end_of_year", **passing(*people), **more)


@pytest.mark.item("WIL-V-48", "CONF-04")
def test_they_are_told_once_the_note_is_final_and_read_it_then(
    wiltshire: Council, nell: Person, mailoutbox: list[Any]
) -> None:
    visit = note(wiltshire, (nell, "The two new teachers SECRETPART"))
    account = nell.user
    assert account is not None
    get(account, visit.get_absolute_url(), status=404)
    assert not Notification.objects.filter(recipient=account).exists()
    finish(wiltshire, visit)
    told = Notification.objects.get(recipient=account)
    assert told.title == "A visit note is passed to you: Hawthorn Primary School"
    text = read(account, visit.get_absolute_url())
    assert "Others: NQT and assessment" not in text
    assert "Nell Abara, NQT and assessment: The two new teachers SECRETPART" in text
    assert "Good progress." in text
    for mail in mailoutbox:
        assert "SECRETPART" not in mail.subject + mail.body


def test_nobody_else_of_a_team_reads_it(wiltshire: Council, nell: Person) -> None:
    visit = note(wiltshire)
    finish(wiltshire, visit)
    assert nell.user is not None
    get(nell.user, visit.get_absolute_url(), status=404)
    get(wiltshire.user("theo"), visit.get_absolute_url(), status=404)


def test_who_left_the_team_reads_it_no_more(wiltshire: Council, nell: Person) -> None:
    visit = note(wiltshire, (nell, ""))
    finish(wiltshire, visit)
    nell.posts.update(end=FIRST_DAY)
    assert nell.user is not None
    get(nell.user, visit.get_absolute_url(), status=404)


def test_a_colleague_reads_and_does_nothing_else(
    wiltshire: Council, nell: Person
) -> None:
    visit = note(wiltshire, (nell, ""))
    finish(wiltshire, visit)
    assert nell.user is not None
    client = signed_in(nell.user)
    for path in ("comment/", "finalise/", "addendum/", "edit/"):
        answer = client.get(f"{visit.get_absolute_url()}{path}")
        assert answer.status_code in (403, 404), path
    get(nell.user, wiltshire.record().get_absolute_url(), status=404)
    get(nell.user, wiltshire.hawthorn.get_absolute_url(), status=404)


@pytest.mark.item("WIL-V-48", "PDF-05")
def test_the_list_is_printed_by_theme(wiltshire: Council, nell: Person) -> None:
    theo = wiltshire.persons["theo"]
    visit = note(wiltshire, (nell, "New teachers"), (theo, "The chair’s post"))
    finish(wiltshire, visit)
    text = text_of(drawn("visit", visit.pk, wiltshire.user("sam")))
    others = text[text.index("Others:") :]
    assert "Nell Abara, NQT and assessment: New teachers" in others
    assert "Theo Grant, Governance: The chair’s post" in others


def test_a_part_without_a_colleague_is_asked_about(
    wiltshire: Council, client: Client
) -> None:
    data = posted(wiltshire, "end_of_year", **passing(("", "For somebody")))
    answer = signed_in(wiltshire.user("sam")).post(
        address(wiltshire, "end_of_year"), data
    )
    assert answer.status_code == 422
    assert "Choose the colleague whom it is for" in words(answer)


def test_somebody_of_no_team_cannot_be_named(wiltshire: Council) -> None:
    helen = wiltshire.persons["helen"]
    data = posted(wiltshire, "end_of_year", **passing((helen, "All of it")))
    answer = signed_in(wiltshire.user("sam")).post(
        address(wiltshire, "end_of_year"), data
    )
    assert answer.status_code == 422
    assert not Visit.objects.exists()


def test_the_list_stays_when_the_note_is_changed_elsewhere(
    wiltshire: Council, nell: Person
) -> None:
    visit = note(wiltshire, (nell, "New teachers"), intent="draft")
    edit = f"{visit.get_absolute_url()}edit/"
    html = get(wiltshire.user("sam"), edit).content.decode()
    assert "New teachers" in html
    data = posted(
        wiltshire,
        "end_of_year",
        version=str(visit.version),
        **passing((nell, "All new staff")),
    )
    assert signed_in(wiltshire.user("sam")).post(edit, data).status_code == 302
    assert [str(one) for one in visit.circulation.all()] == [
        "Nell Abara, NQT and assessment: All new staff"
    ]

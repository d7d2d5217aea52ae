"""The pages by which a guest is let in, reads one thing, and is let out (CONF-10)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from schools.services.people import add_person, appoint
from sitrack.core.files.services import scan
from sitrack.core.models import Event
from sitrack.core.roles import Role
from sitrack.core.submissions import new_token
from tests.samples import PDF
from tests.universe import Council, address_of
from visits.models import GuestAccess, Visit
from visits.services import documents
from visits.services.guests import give_access

UNTIL = date(2025, 12, 12)
HOME = "Other schools let you read"


@pytest.fixture
def visit(council: Council) -> Visit:
    return council.final_visit()


def signed_in(council: Council, name: str) -> Client:
    client = Client()
    client.force_login(council.user(name))
    return client


def typed(**more: Any) -> dict[str, Any]:
    return {
        "submit_token": new_token(),
        "email": address_of("odd"),
        "until": "12/12/2025",
        "reason": "The peer review of reading",
        **more,
    }


def add(visit: Visit) -> str:
    return reverse("visits:visit_guest_add", args=[visit.pk])


def give(council: Council, visit: Visit, guest: str = "odd") -> GuestAccess:
    return give_access(
        item=visit,
        person=council.persons[guest],
        until=UNTIL,
        reason="The peer review of reading",
        by=council.helen,
    )


@pytest.mark.item("CONF-10")
def test_a_head_lets_a_partner_head_read_a_note_and_takes_it_back(
    council: Council, visit: Visit
) -> None:
    helen, odd = signed_in(council, "helen"), signed_in(council, "odd")
    assert add(visit) in helen.get(visit.get_absolute_url()).content.decode()
    sent = typed()
    for _ in range(2):  # A double click gives it once.
        response = helen.post(add(visit), sent, follow=True)
    page = response.content.decode()
    access = GuestAccess.objects.get()
    assert access.guest in page
    assert "until 12 December 2025" in page
    assert "Given by Helen Marsh" in page
    assert "Not opened yet." in page
    assert "One person outside the school can read it for a time." in page

    assert HOME in odd.get(reverse("home"), follow=True).content.decode()
    note = odd.get(access.get_absolute_url()).content.decode()
    assert "Pupils read with growing fluency" in note
    assert "Share the phonics plan" in note
    assert "The peer review of reading" in note
    assert "<form" not in note.partition("<main")[2].partition("</main")[0]
    for link in (visit.get_absolute_url(), council.hawthorn.get_absolute_url()):
        assert f'href="{link}' not in note
        assert odd.get(link).status_code == 404
    for word in ("fluency", "Hawthorn"):
        found = odd.get(reverse("search"), {"q": word}).content.decode()
        assert visit.get_absolute_url() not in found
        assert access.get_absolute_url() not in found
    page = signed_in(council, "sam").get(visit.get_absolute_url()).content.decode()
    assert "First opened 10 November 2025" in page

    withdraw = reverse("visits:guest_withdraw", args=[access.pk])
    assert "They are not told" in helen.get(withdraw).content.decode()
    response = helen.post(withdraw, {"submit_token": new_token()}, follow=True)
    assert "can no longer read this" in response.content.decode()
    assert "Withdrawn by Helen Marsh" in response.content.decode()
    assert odd.get(access.get_absolute_url()).status_code == 404
    assert HOME not in odd.get(reverse("home"), follow=True).content.decode()
    late = signed_in(council, "sam").post(withdraw, {"submit_token": new_token()})
    assert late.status_code == 422
    assert "withdrawn already" in late.content.decode()


@pytest.mark.item("CONF-10", "ACC-081")
def test_after_the_last_day_the_page_is_not_found_and_that_is_noted(
    council: Council, visit: Visit, clock: time_machine.Traveller
) -> None:
    access = give(council, visit)
    clock.move_to(datetime(2025, 12, 13, 8, 0, tzinfo=UTC))
    odd = signed_in(council, "odd")
    assert odd.get(access.get_absolute_url()).status_code == 404
    assert Event.objects.filter(verb="access.refused").count() == 1
    assert HOME not in odd.get(reverse("home"), follow=True).content.decode()
    page = signed_in(council, "helen").get(visit.get_absolute_url()).content.decode()
    assert "Ended" in page
    assert "outside the school can read it for a time" not in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"email": "nobody@else.example"}, "Nobody signs in with this address"),
        ({"email": address_of("gus")}, "holds a post at Hawthorn"),
        ({"until": "9/11/2025"}, "The last day must be today or later"),
        ({"until": "11/11/2026"}, "at most a year ahead"),
        ({"until": ""}, "Enter the last day"),
        ({"reason": ""}, "Enter why they may read it"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    council: Council, visit: Visit, wrong: dict[str, str], words: str
) -> None:
    response = signed_in(council, "helen").post(add(visit), typed(**wrong))
    assert response.status_code == 422
    assert words in response.content.decode()
    assert (wrong.get("email") or address_of("odd")) in response.content.decode()
    assert not GuestAccess.objects.exists()


@pytest.mark.item("CONF-10")
def test_a_head_gives_nothing_of_another_school(council: Council, visit: Visit) -> None:
    eva = signed_in(council, "eva")
    response = eva.post(add(visit), typed())
    assert response.status_code == 404
    # A guest hands on nothing either.
    give(council, visit, "eva")
    assert eva.post(add(visit), typed()).status_code == 404
    assert signed_in(council, "gus").post(add(visit), typed()).status_code == 403
    assert GuestAccess.objects.count() == 1


def test_a_note_that_is_not_final_has_no_page_for_guests(council: Council) -> None:
    shared = council.shared_visit()
    helen = signed_in(council, "helen")
    assert add(shared) not in helen.get(shared.get_absolute_url()).content.decode()
    assert helen.get(add(shared)).headers["Location"] == shared.get_absolute_url()
    response = helen.post(add(shared), typed())
    assert "Only a visit note that is final" in response.content.decode()


@pytest.mark.item("CONF-06", "CONF-10")
def test_a_documents_file_is_given_by_its_school_alone(council: Council) -> None:
    added = documents.add_document(
        visit=council.shared_visit(),
        title="Phonics plan",
        file=ContentFile(PDF, name="phonics.pdf"),
        by=council.helen,
    )
    added = documents.consent(document=added, by=council.helen)
    assert added.file is not None
    scan(added.file)
    page = reverse("visits:document_guest_add", args=[added.pk])
    assert signed_in(council, "sam").post(page, typed()).status_code == 403
    signed_in(council, "helen").post(page, typed())
    access = GuestAccess.objects.get()
    odd = signed_in(council, "odd")
    file = reverse("visits:guest_file", args=[access.pk])
    assert file in odd.get(access.get_absolute_url()).content.decode()
    assert odd.get(file).getvalue() == PDF
    own = reverse("visits:document_download", args=[added.pk])
    assert odd.get(own).status_code == 404
    assert Event.objects.filter(verb="document.opened").count() == 1
    assert "can read it for a time" in (
        signed_in(council, "sam").get(added.get_absolute_url()).content.decode()
    )


def test_a_step_is_shown_as_it_now_stands(council: Council, visit: Visit) -> None:
    step = visit.next_steps.get(text="Share the phonics plan")
    page = reverse("visits:step_guest_add", args=[step.pk])
    sam = signed_in(council, "sam")
    assert "can read it for a time" in (
        sam.post(page, typed(), follow=True).content.decode()
    )
    access = GuestAccess.objects.get()
    shown = signed_in(council, "odd").get(access.get_absolute_url()).content.decode()
    assert "Share the phonics plan" in shown
    assert "growing fluency" not in shown
    assert "Visit the new library" not in shown


@pytest.mark.item("CONF-10")
def test_a_peer_and_a_head_of_several_schools_find_it_at_home(
    council: Council, visit: Visit
) -> None:
    peer = add_person(
        name="Pia Lund", email="pia@peer.example", by=council.ada, with_account=True
    )
    assert peer.user is not None
    client = Client()
    client.force_login(peer.user)
    assert HOME not in client.get(reverse("home")).content.decode()
    give_access(item=visit, person=peer, until=UNTIL, reason="A peer", by=council.helen)
    assert HOME in client.get(reverse("home")).content.decode()
    appoint(
        person=council.persons["odd"],
        role=Role.GOVERNOR,
        school=council.elm,
        start=date(2025, 9, 1),
        by=council.ada,
    )
    give(council, visit)
    odd = signed_in(council, "odd").get(reverse("home"))
    assert (odd.status_code, HOME in odd.content.decode()) == (200, True)


def test_guests_cost_other_pages_no_query(council: Council, visit: Visit) -> None:
    """One's own school and a note nobody outside reads; a guest costs one more."""
    odd, helen = signed_in(council, "odd"), signed_in(council, "helen")
    asked = {}
    for moment in ("before", "after"):
        for client, page in (
            (odd, council.birch.get_absolute_url()),
            (helen, visit.get_absolute_url()),
        ):
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            asked[moment, page] = [query["sql"] for query in queries]
        if moment == "before":
            give(council, visit)
    for page in (council.birch.get_absolute_url(), visit.get_absolute_url()):
        own = [sql for sql in asked["before", page] if "visits_guestaccess" in sql]
        assert [sql for sql in own if 'FROM "visits_guestaccess"' in sql[:60]] == []
        assert len(asked["after", page]) == len(asked["before", page]) + 1

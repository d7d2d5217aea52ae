"""The pages of the diary: what they offer, keep and refuse."""

import uuid
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.universe import Council
from tests.visits.test_diary import SOON, arranged, cancelled, moved
from visits.models import Visit


def as_(client: Client, user: Any) -> Client:
    client.force_login(user)
    return client


def typed(council: Council, **changed: Any) -> dict[str, Any]:
    return {
        "submit_token": str(uuid.uuid4()),
        "at_0": "20/11/2025",
        "at_1": "9:30",
        "visit_type": "conversation",
        "lead": str(council.persons["sam"].pk),
        "agenda": "Phonics\nBudget",
        **changed,
    }


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def test_a_visit_is_planned_once(client: Client, council: Council) -> None:
    address = reverse("visits:visit_plan", args=[council.hawthorn.pk])
    sam, data = as_(client, council.sam), typed(council)
    for _ in range(2):
        response = sam.post(address, data)
        visit = Visit.objects.get()
        assert response["Location"] == visit.get_absolute_url()
    assert (visit.planned_for, visit.own_agenda) == (SOON, ["Phonics", "Budget"])
    shown = text_of(sam.get(visit.get_absolute_url()))
    assert "20 November 2025 at 9:30am" in shown
    assert "Move it or change the plan" in shown


def test_what_is_wrong_is_said_beside_its_box(client: Client, council: Council) -> None:
    address = reverse("visits:visit_plan", args=[council.hawthorn.pk])
    sam = as_(client, council.sam)
    response = sam.post(address, typed(council, at_0="3/11/2025"))
    assert response.status_code == 422
    assert "3 November 2025 has passed" in text_of(response)
    assert "Phonics\nBudget" in text_of(response)
    response = sam.post(address, typed(council, at_0="", at_1="", lead="0"))
    assert "Enter the date and time of the visit" in text_of(response)
    assert "Choose one of the options in the list" in text_of(response)
    assert not Visit.objects.exists()


def test_the_authority_names_who_leads_and_another_team_only_itself(
    client: Client, council: Council
) -> None:
    address = reverse("visits:visit_plan", args=[council.hawthorn.pk])
    shown = text_of(as_(client, council.sam).get(address))
    for name in ("Sam Rowe", "Rita Okafor", "Theo Grant"):
        assert f">{name}, " in shown
    shown = text_of(as_(client, council.theo).get(address))
    assert ">Theo Grant, " in shown
    assert "Sam Rowe, " not in shown


def test_a_visit_is_moved_and_shows_why(client: Client, council: Council) -> None:
    visit = arranged(council)
    address = reverse("visits:visit_replan", args=[visit.pk])
    sam = as_(client, council.sam)
    data = typed(council, at_0="27/11/2025", reason="", version=visit.version)
    response = sam.post(address, data)
    assert "Say why the visit is moved" in text_of(response)
    sam.post(address, {**data, "reason": "The inspectors come."})
    shown = text_of(as_(client, council.helen).get(visit.get_absolute_url()))
    assert "27 November 2025 at 9:30am" in shown
    assert "The inspectors come." in shown


def test_whoever_moves_second_sees_both_days(client: Client, council: Council) -> None:
    visit = arranged(council)
    data = typed(council, at_0="25/11/2025", reason="A training day", version=1)
    moved(council, visit)
    address = reverse("visits:visit_replan", args=[visit.pk])
    sam = as_(client, council.sam)
    response = sam.post(address, data)
    assert response.status_code == 409
    shown = text_of(response)
    assert "27 November 2025 at 1pm" in shown
    assert "25 November 2025 at 9:30am" in shown
    again = {**data, "version": 2, "submit_token": str(uuid.uuid4())}
    assert sam.post(address, again).status_code == 302


def test_whoever_moves_what_was_cancelled_is_told(
    client: Client, council: Council
) -> None:
    visit = cancelled(council, arranged(council))
    sam = as_(client, council.sam)
    address = reverse("visits:visit_replan", args=[visit.pk])
    response = sam.post(address, typed(council, version=1), follow=True)
    assert "The head is ill." in text_of(response)
    edit = reverse("visits:visit_edit", args=[visit.pk])
    assert sam.get(edit)["Location"] == visit.get_absolute_url()


def test_the_headteacher_cancels_and_the_sep_reads_why(
    client: Client, council: Council
) -> None:
    visit = arranged(council)
    address = reverse("visits:visit_cancel", args=[visit.pk])
    helen = as_(client, council.helen)
    assert address in text_of(helen.get(visit.get_absolute_url()))
    response = helen.post(address, {"reason": "", "version": 1})
    assert "Enter why the visit is cancelled" in text_of(response)
    helen.post(address, {"reason": "We have a funeral.", "version": 1})
    shown = text_of(as_(client, council.sam).get(visit.get_absolute_url()))
    assert "We have a funeral." in shown
    assert "Write up this visit" not in shown
    page = text_of(client.get(reverse("school", args=[council.hawthorn.pk])))
    assert "None planned" in page
    governor = as_(client, council.gus)
    page = text_of(governor.get(reverse("school", args=[council.hawthorn.pk])))
    assert "funeral" not in page
    assert "20 November" not in page


def test_the_agenda_of_both_becomes_the_focus(client: Client, council: Council) -> None:
    council.shared_visit(next_visit_at=SOON)
    visit = Visit.objects.planned().get()
    moved(council, visit)
    visit.refresh_from_db()
    visit.own_agenda = ["Budget", "Phonics check"]
    visit.save()
    edit = reverse("visits:visit_edit", args=[visit.pk])
    shown = text_of(as_(client, council.sam).get(edit))
    assert "Phonics check\nAttendance\nBudget</textarea>" in shown

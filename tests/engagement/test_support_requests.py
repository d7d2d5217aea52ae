"""Support is asked of another team, which answers; both sides see what became of it."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from engagement.models import SupportRequest
from engagement.services.requests import Asked, answer_request, send_request
from reports.documents import record_document
from sitrack.core.documents.drawing import page_of
from sitrack.core.models import Event, Notification
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.universe import Council

State = SupportRequest.State


def browser(council: Council, name: str) -> Client:
    client = Client()
    client.force_login(getattr(council, name))
    return client


def asked_for(council: Council, **more: Any) -> SupportRequest:
    facts: dict[str, Any] = {
        "team": council.team("virtual_school"),
        "team_words": "",
        "text": "Training on attachment",
    }
    return send_request(
        record=council.record(),
        term=council.terms["autumn"],
        asked=Asked(**{**facts, **more}),
        by=council.helen,
    )


def typed(**fields: Any) -> dict[str, Any]:
    return {"submit_token": str(uuid.uuid4()), **fields}


@pytest.mark.item("SUF-R-23", "SUF-W-18", "DEC-04")
def test_a_head_asks_a_team_which_accepts_and_says_when_it_is_done(
    council: Council,
) -> None:
    helen, theo = browser(council, "helen"), browser(council, "theo")
    record = council.record()
    keys = [record.pk, council.terms["autumn"].pk]
    address = reverse("engagement:request_add", args=keys)
    assert "Which team is asked?" in helen.get(address).content.decode()
    team = council.team("virtual_school")
    sent = typed(team=team.pk, text="Training on attachment", needed_by="1/12/2025")
    page = helen.post(address, sent, follow=True).content.decode()
    assert "The request is sent." in page
    request = SupportRequest.objects.get()
    told = Notification.objects.get(recipient=council.theo)
    assert told.title == f"Support from another team is asked for: {record.school}"
    assert told.path == request.get_absolute_url()

    listed = theo.get(reverse("engagement:team_requests")).content.decode()
    assert request.get_absolute_url() in listed
    answer = typed(state="accepted", answer="In the week of 24 November", version=1)
    page = theo.post(request.get_absolute_url(), answer, follow=True).content.decode()
    assert "The answer is sent." in page
    assert Notification.objects.filter(recipient=council.helen).exists()
    plan = record.get_absolute_url() + "?part=plan"
    line = (
        "Asked of Virtual School: Training on attachment, needed by 1 December 2025"
        " (accepted)"
    ).replace("Virtual School", team.name)
    for reader in ("helen", "sam", "gus"):
        assert line in browser(council, reader).get(plan).content.decode()
    printed = page_of(record_document(record, reader=council.helen))
    assert line in printed

    theo.post(request.get_absolute_url(), typed(state="done", version=2))
    request.refresh_from_db()
    assert request.state == State.DONE
    page = helen.get(request.get_absolute_url()).content.decode()
    assert "In the week of 24 November" in page
    assert "Send the answer" not in page
    said = [event.sentence for event in Event.objects.about(request)]
    assert said[0] == f"answered the request to {team.name} for Autumn: done"
    assert said[-1] == f"asked {team.name} for support in Autumn"


@pytest.mark.item("SUF-W-18")
def test_a_team_declines_with_a_reason_and_nobody_else_answers_for_it(
    council: Council,
) -> None:
    request = asked_for(council)
    theo = browser(council, "theo")
    page = theo.post(request.get_absolute_url(), typed(state="declined", version=1))
    assert page.status_code == 422
    assert "Say why you cannot do it" in page.content.decode()
    with pytest.raises(PermissionDenied):
        answer_request(
            request=request,
            state=State.ACCEPTED,
            answer="",
            expected_version=1,
            by=council.sam,
        )
    facts: dict[str, Any] = {
        "request": request,
        "by": council.theo,
        "answer": "No officer is free",
    }
    answer_request(**facts, state=State.DECLINED, expected_version=1)
    request.refresh_from_db()
    assert (request.state, request.answer) == (State.DECLINED, "No officer is free")
    with pytest.raises(RuleBroken, match="answered already"):
        answer_request(**facts, state=State.ACCEPTED, expected_version=2)
    with pytest.raises(Stale):
        answer_request(**facts, state=State.ACCEPTED, expected_version=1)


@pytest.mark.item("SUF-W-18")
def test_where_no_team_is_asked_the_schools_officer_writes_the_answer_down(
    council: Council,
) -> None:
    request = asked_for(council, team=None, team_words="The music hub")
    told = Notification.objects.filter(path=request.get_absolute_url())
    assert [row.recipient for row in told] == [council.sam]
    sam = browser(council, "sam")
    assert "Send the answer" in sam.get(request.get_absolute_url()).content.decode()
    sam.post(request.get_absolute_url(), typed(state="accepted", version=1))
    request.refresh_from_db()
    assert request.state == State.ACCEPTED


def test_a_request_names_one_team_and_a_line_of_its_own_menu(council: Council) -> None:
    with pytest.raises(RuleBroken, match="Choose one team"):
        asked_for(council, team_words="The music hub")
    with pytest.raises(RuleBroken, match="Choose one team"):
        asked_for(council, team=None)
    with pytest.raises(RuleBroken, match="not of that team"):
        asked_for(council, menu_item=council.menu_item("SUF-M-28"))
    helen = browser(council, "helen")
    keys = [council.record().pk, council.terms["autumn"].pk]
    address = reverse("engagement:request_add", args=keys)
    page = helen.post(address, typed(text="Training"))
    assert page.status_code == 422
    assert "Choose a team, or say who else is asked" in page.content.decode()


@pytest.mark.item("SUF-R-23", "DEC-04")
def test_the_plan_lists_what_is_open_and_leads_to_ask_again(council: Council) -> None:
    asked_for(council, team=None, team_words="The music hub")
    declined = asked_for(council)
    answer_request(
        request=declined,
        state=State.DECLINED,
        answer="No officer is free",
        expected_version=1,
        by=council.theo,
    )
    keys = [council.record().pk, council.terms["autumn"].pk]
    address = reverse("engagement:support", args=keys)
    for writer in ("helen", "sam"):
        page = browser(council, writer).get(address).content.decode()
        assert "The music hub, Autumn</a>: not answered yet" in page
        assert declined.get_absolute_url() not in page
        assert reverse("engagement:request_add", args=keys) in page


def test_who_only_reads_a_request_meets_no_form_and_sees_what_happened(
    council: Council,
) -> None:
    request = asked_for(council)
    read = browser(council, "helen").get(request.get_absolute_url()).content.decode()
    asked = browser(council, "theo").get(request.get_absolute_url()).content.decode()
    assert "Do not name individual children." not in read
    assert "Do not name individual children." in asked
    for page in (read, asked):
        assert f"asked {request.of} for support in Autumn" in page
    assert reverse("engagement:team_requests") in asked
    assert f"{council.record().get_absolute_url()}?part=plan" in read

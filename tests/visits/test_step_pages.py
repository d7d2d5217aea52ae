"""The pages of next steps: a school's list, a person's own list, and each move."""

import re
import uuid
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.universe import NOW, Council
from visits.models import NextStep
from visits.services.steps import close_step, drop_step

TAGS = re.compile(r"<[^>]+>")
LATER = NOW.replace(month=12, day=8)


def signed_in(council: Council, name: str) -> Client:
    client = Client()
    client.force_login(council.user(name))
    return client


def words(response: Any) -> str:
    """The main part of a page as one line of words."""
    main = response.content.decode().partition("<main")[2]
    return " ".join(TAGS.sub(" ", main).split())


def post(client: Client, name: str, step: NextStep, /, **typed: Any) -> HttpResponse:
    data = {"submit_token": str(uuid.uuid4()), "version": step.version, **typed}
    return client.post(reverse(f"visits:step_{name}", args=[step.pk]), data)  # type: ignore[return-value]


def listed(council: Council, who: str, /, **query: str) -> str:
    address = reverse("visits:school_steps", args=[council.hawthorn.pk])
    return words(signed_in(council, who).get(address, query))


@pytest.fixture
def steps(council: Council) -> dict[str, NextStep]:
    """Four steps of a final note: one open, one overdue on LATER, one done, one dropped."""
    visit = council.final_visit(
        steps=(
            council.step("Order books", due_on=date(2025, 12, 12)),
            council.step("Plan phonics", person=council.persons["helen"]),
            council.step("Visit the library"),
            council.step("Paint the hall", who="Jo Bell, diocese"),
        )
    )
    made = {step.text: step for step in NextStep.objects.filter(visit=visit)}
    done, dropped = made["Visit the library"], made["Paint the hall"]
    close_step(
        step=done, by=council.helen, expected_version=done.version, note="All went"
    )
    drop_step(
        step=dropped,
        by=council.sam,
        expected_version=dropped.version,
        reason="No money",
    )
    return {step.text: step for step in NextStep.objects.filter(visit=visit)}


@pytest.mark.item("SUF-R-33", "DER-05")
def test_a_schools_steps_are_narrowed_by_state_and_person(
    council: Council, steps: dict[str, NextStep], clock: time_machine.Traveller
) -> None:
    clock.move_to(LATER)
    expected = {
        "": ["Plan phonics", "Order books"],
        "overdue": ["Plan phonics"],
        "done": ["Visit the library"],
        "dropped": ["Paint the hall"],
        "carried": [],
        "all": ["Plan phonics", "Visit the library", "Paint the hall", "Order books"],
        "nonsense": [],
    }
    for state, texts in expected.items():
        page = listed(council, "sam", state=state)
        assert sorted(page.count(text) > 0 for text in steps) == sorted(
            text in texts for text in steps
        ), state
    assert "All went" in listed(council, "sam", state="done")
    assert "No money" in listed(council, "sam", state="dropped")
    assert "Late" in listed(council, "sam")
    assert "1 next step " in listed(council, "sam", state="all", who="Jo Bell, diocese")
    assert "Visit of 10 Nov 2025" in listed(council, "sam")


@pytest.mark.item("CONF-07")
def test_a_governor_reads_the_steps_of_final_notes_alone(
    council: Council, steps: dict[str, NextStep]
) -> None:
    council.shared_visit(steps=(council.step("Not for governors"),))
    page = listed(council, "gus")
    assert "Order books" in page
    assert "Not for governors" not in page
    assert "Mark as done" not in page


def test_a_head_marks_a_step_as_done_once(
    council: Council, steps: dict[str, NextStep]
) -> None:
    helen, step = signed_in(council, "helen"), steps["Plan phonics"]
    token = str(uuid.uuid4())
    for _ in range(2):
        response = post(helen, "done", step, note="Taught", submit_token=token)
        assert response.status_code == 302
    step.refresh_from_db()
    assert (step.state, step.closing_note) == ("done", "Taught")
    assert step.history.filter(state="done").count() == 1


def test_what_was_typed_stays_where_somebody_was_first(
    council: Council, steps: dict[str, NextStep]
) -> None:
    helen, step = signed_in(council, "helen"), steps["Plan phonics"]
    close_step(
        step=NextStep.objects.get(pk=step.pk),
        by=council.dev,
        expected_version=step.version,
        note="Dev did it",
    )
    response = post(helen, "done", step, note="Taught")
    assert response.status_code == 409
    page = response.content.decode()
    assert "Taught" in page
    assert "Dev did it" in page
    version = NextStep.objects.get(pk=step.pk).version
    again = post(helen, "done", step, note="Taught", version=version)
    assert again.status_code == 422
    assert "This step is closed already." in words(again)


@pytest.mark.parametrize(
    ("name", "typed", "message"),
    [
        ("drop", {"reason": " "}, "Enter the reason"),
        ("drop", {"reason": "x" * 301}, "Reason must be 300 characters or fewer"),
        ("date", {"due_on": "31/2/2026", "reason": "R"}, "must be a real date"),
        ("date", {"due_on": "3/11/2025", "reason": "R"}, "is before the visit on"),
        ("date", {"due_on": "12/1/2026", "reason": ""}, "Enter the reason"),
        ("give", {}, "Select who will do it"),
        ("give", {"to": "else", "name": ""}, "Enter the name of who will do it"),
        ("give", {"to": "987654"}, "Choose one of the people in the list"),
        ("done", {"note": "x" * 301}, "must be 300 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(
    council: Council,
    steps: dict[str, NextStep],
    name: str,
    typed: dict[str, str],
    message: str,
) -> None:
    step = steps["Order books"]
    response = post(signed_in(council, "sam"), name, step, **typed)
    assert response.status_code == 422
    assert message in words(response)
    step.refresh_from_db()
    assert (step.state, step.due_on) == ("open", date(2025, 12, 12))


@pytest.mark.item("SUF-R-33")
def test_a_step_is_given_to_a_known_person_or_to_an_outside_name(
    council: Council, steps: dict[str, NextStep]
) -> None:
    sam, step = signed_in(council, "sam"), steps["Order books"]
    dev = council.persons["dev"]
    assert post(sam, "give", step, to=str(dev.pk)).status_code == 302
    step.refresh_from_db()
    assert (step.who, step.person) == ("Dev Chandra", dev)
    typed = {
        "to": "else",
        "name": "Jo Bell",
        "role": "Adviser",
        "organisation": "Trust",
    }
    assert post(sam, "give", step, **typed).status_code == 302
    step.refresh_from_db()
    assert (step.who, step.person) == ("Jo Bell, Adviser, Trust", None)
    page = words(sam.get(step.get_absolute_url()))
    assert "The note of the visit is final and still says" in page
    assert "Helen Marsh" in page
    note = words(sam.get(step.visit.get_absolute_url()))
    assert "Now: Jo Bell, Adviser, Trust" in note


@pytest.mark.item("SUF-S-05")
def test_a_sendco_marks_the_step_that_she_was_given_and_no_other(
    council: Council,
) -> None:
    sena = council.persons["sena"]
    visit = council.final_visit(
        steps=(
            council.step("Review the register", who="Sena Frost", person=sena),
            council.step("Order books"),
        )
    )
    own, other = visit.next_steps.order_by("order")
    client = signed_in(council, "sena")
    assert "Review the register" in words(client.get(reverse("visits:my_steps")))
    assert post(client, "done", other).status_code == 403
    for name in ("drop", "give", "date"):
        assert post(client, name, own, reason="No").status_code == 403
    assert post(client, "done", own).status_code == 302
    assert post(client, "open", NextStep.objects.get(pk=own.pk)).status_code == 302


@pytest.mark.item("CONF-07")
def test_an_officer_of_another_team_reads_the_steps_they_were_given(
    council: Council,
) -> None:
    theo = council.persons["theo"]
    steps = (council.step("Meet carers", who="Theo Grant", person=theo), council.step())
    visit = council.shared_visit(steps=steps)
    council.draft_visit(steps=steps)
    client = signed_in(council, "theo")
    page = words(client.get(reverse("visits:my_steps")))
    assert "1 open next step " in page
    assert "Meet carers" in listed(council, "theo")
    assert "Share the phonics plan" not in listed(council, "theo")
    own = visit.next_steps.get(order=1)
    shown = client.get(own.get_absolute_url()).content.decode()
    assert visit.get_absolute_url() not in shown
    assert post(client, "done", own).status_code == 302


@pytest.mark.item("DER-05")
def test_my_steps_come_from_every_school_with_those_due_first_on_top(
    council: Council,
) -> None:
    sam = council.persons["sam"]
    for text, due_on in (("Later", date(2026, 1, 9)), ("Sooner", date(2025, 11, 20))):
        step = council.step(text, due_on=due_on, who="Sam Rowe", person=sam)
        council.shared_visit(steps=(step,))
    client = signed_in(council, "sam")
    page = words(client.get(reverse("visits:my_steps")))
    assert page.index("Sooner") < page.index("Later")
    council.shared_visit(steps=(council.step("Helen’s own"),))
    led = words(client.get(reverse("visits:my_steps"), {"of": "visits"}))
    assert "3 open next steps" in led
    assert "Helen’s own" in led
    assert "Helen’s own" not in words(client.get(reverse("visits:my_steps")))


def test_a_school_leader_has_no_list_of_visits_led(council: Council) -> None:
    council.shared_visit()
    page = signed_in(council, "helen").get(reverse("visits:my_steps"), {"of": "visits"})
    assert "Nothing is open for you to do." in words(page)


@pytest.mark.parametrize("who", ["sam", "helen", "gus"])
def test_the_lists_take_no_more_queries_for_many_steps(
    council: Council, who: str
) -> None:
    client = signed_in(council, who)
    counts = []
    for _ in range(3):
        council.final_visit(
            steps=tuple(council.step(f"Step {number}") for number in range(15))
        )
        for name, keys in (
            ("visits:school_steps", [council.hawthorn.pk]),
            ("visits:my_steps", []),
        ):
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse(name, args=keys), {"state": "all", "of": "visits"})
            counts.append(len(queries))
    assert max(counts) <= 12
    # The first two read what the process remembers from there.
    assert counts[2:4] == counts[4:]

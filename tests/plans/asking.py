"""Asking for the pages of a plan, and sending their forms."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from plans.models import Plan
from sitrack.core.models import User
from tests.plans.running import FIVE, again


def address(name: str, plan: Plan, *more: int) -> str:
    return reverse(f"plans:{name}", args=[plan.pk, *more])


def page(client: Client, user: User, name: str, plan: Plan, *more: int) -> str:
    client.force_login(user)
    answer = client.get(address(name, plan, *more), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def send(
    client: Client, user: User, name: str, plan: Plan, *more: int, **typed: Any
) -> HttpResponse:
    client.force_login(user)
    sent = {"version": again(plan).version, **typed}
    answer: HttpResponse = client.post(  # type: ignore[assignment]
        address(name, plan, *more), sent
    )
    return answer


def typed_evaluation(**changes: str) -> dict[str, str]:
    """What the form of an evaluation sends, with everybody present."""
    there = {f"there_{place}": "yes" for place in range(len(FIVE))}
    return {
        **there,
        "held_on": "10/11/2025",
        "minutes": "1h 30",
        "outcome": "met",
        "summary": "Writing has come back.",
        "recommended": "suf_8",
        "version": "0",
        **changes,
    }

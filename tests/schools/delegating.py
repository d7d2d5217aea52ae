"""Helen lets Dev act for her, through the service."""

from datetime import date
from typing import Any

from django.urls import reverse

from schools.access import may
from schools.models import Delegation, Post
from schools.services.delegations import delegate
from sitrack.core.models import User
from sitrack.core.roles import Capability, Delegable, Role
from tests.universe import TODAY, Council

JULY = date(2026, 7, 22)


def devs_post(council: Council) -> Post:
    return council.persons["dev"].posts.get(role=Role.DEPUTY)


def helens_post(council: Council) -> Post:
    return council.persons["helen"].posts.get()


def given(council: Council, *things: Delegable, **facts: Any) -> list[Delegation]:
    """Helen lets Dev do these things until the end of the year."""
    whole = {"start": TODAY, "until": JULY, "by": council.helen, **facts}
    to = whole.pop("to", None) or devs_post(council)
    return delegate(to=to, things=things, **whole)


def may_do(user: User) -> set[str]:
    """Which of the two somebody may do at any school."""
    known = {
        "levels": Capability.PROPOSE_LEVEL,
        "plans": Capability.AGREE_PLAN_FOR_SCHOOL,
    }
    return {name for name, what in known.items() if may(user, what)}


def page_at(school: Any) -> str:
    return reverse("schools:delegations", args=[school.pk])

"""What an address of the table is about: the keys that it is asked with."""

from collections.abc import Callable
from typing import Any

from engagement.models import ChangeLetter
from tests.access.planned import actions_of
from tests.access.world import World
from tests.universe import Council

# The world is that of the row's table: a framework other than Suffolk has its own.
Where = Callable[[Council, Any], dict[str, Any]]


def nothing(council: Council, world: World) -> dict[str, Any]:
    return {}


def guide(council: Council, world: World) -> dict[str, Any]:
    return {"name": "headteacher"}


def helen(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.persons["helen"].pk}


def sam(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.persons["sam"].pk}


def helens_post(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.persons["helen"].posts.get().pk}


def school(name: str) -> Where:
    return lambda council, world: {"pk": getattr(council, name).pk}


def record(name: str) -> Where:
    return lambda council, world: {"pk": council.records[name].pk}


def term(name: str) -> Where:
    return lambda council, world: {
        "pk": council.records[name].pk,
        "term": council.terms["autumn"].pk,
    }


def measure(name: str) -> Where:
    return lambda council, world: {
        "pk": council.records[name].pk,
        "measure": council.framework.measures.get(code="SUF-R-18a").pk,
    }


def visit(state: str) -> Where:
    return lambda council, world: {"pk": world.visits[state].pk}


def level(state: str) -> Where:
    return lambda council, world: {"pk": world.levels[state].pk}


def change_letter(council: Council, world: World) -> dict[str, Any]:
    letter = ChangeLetter.objects.get(assignment=world.levels["approved"])
    return {"pk": letter.pk}


def due(state: str) -> Where:
    return lambda council, world: {"pk": world.kept.due[state].pk}


def document(name: str) -> Where:
    return lambda council, world: {"pk": world.documents[name].pk}


def note_to_read(council: Council, world: World) -> dict[str, Any]:
    """What waits for those who answer for the school: the shared note."""
    key = f"read_note-{world.visits['shared'].pk}"
    return {"pk": council.hawthorn.pk, "key": key}


def asked(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.asked.pk}


def comment(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.comment.pk}


def correction(name: str) -> Where:
    return lambda council, world: {"pk": world.corrections[name].pk}


def section(state: str, key: str) -> Where:
    return lambda council, world: {"pk": world.visits[state].pk, "key": key}


def file(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.file.pk}


def draft(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.draft.pk}


def a_term(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.terms["summer"].pk}


def closure(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.closure.pk}


def invitation(council: Council, world: World) -> dict[str, Any]:
    return {"token": world.token}


def no_address_link(council: Council, world: World) -> dict[str, Any]:
    """A link that confirms somebody's address has tests of its own."""
    return {"token": "never-made"}


def feed(council: Council, world: World) -> dict[str, Any]:
    return {"token": world.kept.feed}


def no_feed(council: Council, world: World) -> dict[str, Any]:
    return {"token": "never-made"}


def a_name(council: Council, world: World) -> dict[str, Any]:
    return {"name": "0" * 32}


def no_provider(council: Council, world: World) -> dict[str, Any]:
    return {"provider": "nobody"}


def no_passkey(council: Council, world: World) -> dict[str, Any]:
    return {"pk": 1}


def a_key(council: Council, world: World) -> dict[str, Any]:
    return {"uidb36": "1", "key": "never-sent"}


def request(name: str) -> Where:
    return lambda council, world: {"pk": world.kept.requests[name].pk}


def offer(name: str) -> Where:
    return lambda council, world: {"pk": world.kept.offers[name].pk}


def step(name: str) -> Where:
    return lambda council, world: {"pk": world.steps[name].pk}


def guest(name: str) -> Where:
    return lambda council, world: {"pk": world.guests[name].pk}


def entry(name: str) -> Where:
    return lambda council, world: {"pk": world.entries[name].pk}


def word(name: str) -> Where:
    return lambda council, world: {"pk": world.kept.words[name].pk}


def contact(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.kept.contact.pk}


def review(name: str) -> Where:
    return lambda council, world: {"pk": world.reviews[name].pk}


def plan(name: str) -> Where:
    return lambda council, world: {"pk": world.plans[name].pk}


def plan_priority(council: Council, world: World) -> dict[str, Any]:
    plan = world.plans["active"]
    return {"pk": plan.pk, "priority": plan.priorities.get().pk}


def plan_extension(council: Council, world: World) -> dict[str, Any]:
    plan = world.plans["active"]
    return {"pk": plan.pk, "extension": plan.extensions.get(state="asked").pk}


def plan_check(council: Council, world: World) -> dict[str, Any]:
    plan = world.plans["active"]
    return {"pk": plan.pk, "check": plan.checks.all()[0].pk}


def action(name: str) -> Where:
    return lambda council, world: {"pk": actions_of(world.plans)[name].pk}

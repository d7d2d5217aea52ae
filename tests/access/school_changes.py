"""The pages of schools that close or change, and of who acts for their heads, for the
table of access."""

from typing import Any

from schools.models import Delegation
from tests.access.places import Where, nothing, school
from tests.access.row import Row
from tests.access.signing_in import SIGNED_IN
from tests.access.world import World
from tests.universe import Council

#            no he de co gu se od ev sa ol ri ro ha de th ad
CONFIRMS = " - x x x x x x x x x x x o x x o"
ADMIN = "    - x x x x x x x x x x x x x x o"
MEMBERS = "  - . . . . . . o o . o . o o . o"
JOINS = "    - . . . . . . x x . x . x x . o"
ACTS = "     - o o x x x . . o . o . x x x ."
LETS_ACT = " - o x x x x . . x . x . x x x ."
WITHDRAWS = "- o x . . . . . x . x . . . . ."
CONFIRMED = "- . . . . . . . . . . . o . . o"


def change(state: str) -> Where:
    return lambda council, world: {"pk": world.kept.changes[state].pk}


def three_trees(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.ash.memberships.get().federation_id}


def membership(council: Council, world: World) -> dict[str, Any]:
    return {"pk": council.ash.memberships.get().pk}


def agreement(council: Council, world: World) -> dict[str, Any]:
    return {"pk": world.kept.agreement.pk}


def delegation(council: Council, world: World) -> dict[str, Any]:
    return {"pk": Delegation.objects.get().pk}


SCHOOL_CHANGES: dict[str, tuple[Row, ...]] = {
    "school_changes": (Row(nothing, CONFIRMS, "GET"),),
    "school_change_add": (Row(nothing, CONFIRMS),),
    "school_change": (
        Row(change("proposed"), CONFIRMED),
        Row(change("confirmed"), CONFIRMED),
    ),
    "school_change_set_aside": (Row(change("proposed"), CONFIRMED),),
    "school_change_take_back": (Row(change("confirmed"), CONFIRMED),),
    "schools:links_file": (Row(nothing, ADMIN),),
    "schools:federations": (
        Row(nothing, SIGNED_IN, "GET"),
        Row(nothing, ADMIN, "POST"),
    ),
    "schools:federation": (
        Row(three_trees, MEMBERS, "GET"),
        Row(three_trees, JOINS, "POST"),
    ),
    "schools:federation_leave": (Row(membership, ADMIN),),
    "schools:delegations": (
        Row(school("hawthorn"), ACTS, "GET"),
        Row(school("hawthorn"), LETS_ACT, "POST"),
    ),
    "schools:delegation_withdraw": (Row(delegation, WITHDRAWS),),
    "schools:agreements": (Row(nothing, ADMIN),),
    "schools:agreement_end": (Row(agreement, ADMIN),),
}

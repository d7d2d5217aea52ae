"""For whom a version is published, with whose eyes it is read, and who opens it.

What stands in a version is what the least of its audience may see (INV-17, CONF-07):
it is read as by the role named here, never as by its publisher.
"""

from datetime import date
from typing import NamedTuple

from sitrack.core.roles import (
    AUTHORITY_ROLES,
    GOVERNANCE,
    SCHOOL_LEADERS,
    Capability,
    Role,
    roles_with,
)
from sitrack.core.rules import RuleBroken

GOVERNORS, LEADERS, TEAM, MEMBERS = "governors", "leaders", "team", "members"
# The kind of document that is published for members, and for nobody else.
REPORT = "members"
# Whoever may read it reads it on its own page, and nobody else (CONF-03).
KEPT_APART = frozenset({"school-evaluation"})


class Readership(NamedTuple):
    """An audience: what it is called, as whom its version is read, who opens it, and
    who of them is told when there is one."""

    words: str
    read_as: Role
    readers: frozenset[Role]
    told: frozenset[Role]


_SCHOOL = SCHOOL_LEADERS | GOVERNANCE
READERSHIPS: dict[str, Readership] = {
    GOVERNORS: Readership(
        "Governors and the school’s leaders",
        Role.GOVERNOR,
        _SCHOOL | AUTHORITY_ROLES,
        _SCHOOL,
    ),
    LEADERS: Readership(
        "The school’s leaders",
        Role.DEPUTY,
        SCHOOL_LEADERS | AUTHORITY_ROLES,
        SCHOOL_LEADERS,
    ),
    TEAM: Readership(
        "The school improvement team",
        Role.OFFICER,
        AUTHORITY_ROLES,
        frozenset({Role.OFFICER, Role.LEAD}),
    ),
    MEMBERS: Readership(
        "Members",
        Role.HEAD,
        roles_with(Capability.READ_REPORTS),
        roles_with(Capability.READ_REPORTS),
    ),
}
OF_A_SCHOOL = (GOVERNORS, LEADERS, TEAM)


def audiences_for(kind: str, *, of_a_school: bool) -> tuple[str, ...]:
    """For whom a kind of document can be published; for nobody where it is neither a
    school's nor a report to members, or is kept apart."""
    if kind == REPORT:
        return (MEMBERS,)
    if kind in KEPT_APART:
        return ()
    return OF_A_SCHOOL if of_a_school else ()


def check_audience(audience: str, *, kind: str, of_a_school: bool) -> None:
    """Raises RuleBroken for an audience that such a document is not published for."""
    if audience not in audiences_for(kind, of_a_school=of_a_school):
        raise RuleBroken("Say for whom it is published.", "audience")


def preview_words(audience: str, *, by: str, on: date) -> str:
    """What stands at the foot of every page of what is not published yet."""
    readers = READERSHIPS[audience].words
    readers = readers[0].lower() + readers[1:]
    return f"Preview of a version for {readers}: not published. Seen {on:%-d %B %Y} by {by}"


def version_words(number: int, audience: str, *, by: str, on: date) -> str:
    """What stands at the foot of every page of a version."""
    readers = READERSHIPS[audience].words
    readers = readers[0].lower() + readers[1:]
    return f"Version {number} for {readers}, published {on:%-d %B %Y} by {by}"

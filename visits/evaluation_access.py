"""What a reader may read of an evaluation and do about it (domain 4.2, CONF-03)."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied

from schools.access import may, roles_at
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability, Role
from sitrack.core.words import worded
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation
from visits.models.evaluations import (
    FED_BACK,
    GOVERNORS,
    OVER,
    OVERSEERS,
    SENT,
    on_team,
)


@dataclass(frozen=True)
class Reader:
    """One reader of one evaluation.

    ``leads`` may take the team's steps, ``works`` writes for the team, ``oversees``
    reads what the team writes, ``answers`` checks the facts for the school.
    """

    leads: bool
    works: bool
    oversees: bool
    answers: bool
    is_governor: bool
    reads_grades: bool
    reads_report: bool

    @property
    def reads_work(self) -> bool:
        return self.works or self.oversees


def reader_of(evaluation: Evaluation, user: User) -> Reader:
    """The same as the grants of the parts say, for one evaluation: one query."""
    roles = roles_at(user, evaluation.school)
    is_lead = evaluation.lead.user_id == user.pk and may(
        user, Capability.EVALUATE_SCHOOL, evaluation.school
    )
    works = bool(_on_team(user, evaluation.pk))
    oversees = bool(roles & OVERSEERS)
    told = _is_told(evaluation, roles)
    state = evaluation.came_to
    inside = works or oversees
    return Reader(
        leads=is_lead or Role.LEAD in roles,
        works=works or Role.LEAD in roles,
        oversees=oversees,
        answers=may(user, Capability.ANSWER_EVALUATION, evaluation.school),
        is_governor=bool(roles & GOVERNORS),
        reads_grades=inside
        or (told and state in FED_BACK)
        or _is_public(evaluation, roles),
        reads_report=inside
        or (told and state in SENT)
        or _is_public(evaluation, roles),
    )


@prepared
def _on_team(reader: User, evaluation: int) -> Any:
    own = Evaluation.objects.filter(on_team(reader, path=""), pk=evaluation)
    return own.order_by().values_list("pk", flat=True)


def _is_told(evaluation: Evaluation, roles: frozenset[Role]) -> bool:
    if roles & (GOVERNORS | {Role.HEADTEACHER}):
        return True
    return evaluation.deputies_read and Role.DEPUTY in roles


def _is_public(evaluation: Evaluation, roles: frozenset[Role]) -> bool:
    """A final report is read by both sides and governors."""
    both = GOVERNORS | OVERSEERS | {Role.OFFICER, Role.HEADTEACHER, Role.DEPUTY}
    return evaluation.is_final and bool(roles & both)


def require_lead(user: User, evaluation: Evaluation) -> Reader:
    """The third gate of the lead's steps: 403 for everybody else."""
    reader = reader_of(evaluation, user)
    if not reader.leads:
        leader = kind_of(evaluation).leader
        raise PermissionDenied(f"Only the {leader} or the region’s lead does this.")
    return reader


def require_team(user: User, evaluation: Evaluation) -> Reader:
    """The third gate of what the team writes: 403 for everybody else."""
    reader = reader_of(evaluation, user)
    if not reader.works:
        raise PermissionDenied("Only the team of the evaluation does this.")
    return reader


def who_can_see(evaluation: Evaluation) -> str:
    """For every page: who can read that the evaluation takes place, and what it found
    (CONF-15)."""
    base = worded("Both sides, {governors} and the team can see its dates and focus.")
    if evaluation.is_final:
        return f"{base} They can read the final report."
    deputies = ", deputies" if evaluation.deputies_read else ""
    if evaluation.came_to in FED_BACK:
        found = worded(
            "Only the team, those who answer for the service, the headteacher{deputies}"
            " and {governors} can read what it found.",
            deputies=deputies,
        )
        return f"{base} {found}"
    return f"{base} Only the team and those who answer for the service read its notes."


def is_shut(evaluation: Evaluation) -> bool:
    """Whether nothing is left to be done."""
    return evaluation.state in OVER or evaluation.record.is_locked

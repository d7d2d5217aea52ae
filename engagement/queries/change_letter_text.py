"""The letter about a change of level: its facts, and drawn as HTML from them."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from engagement.models import LevelAssignment, View
from engagement.queries.wording import role_name
from schools.access import holders
from sitrack.core.roles import Role
from sitrack.core.templatetags.govuk import day

DAYS = ("issued_on", "effective_from", "proposed_on")


def change_facts(
    assignment: LevelAssignment,
    *,
    before: LevelAssignment | None,
    reference: str,
    issued_on: date,
) -> dict[str, Any]:
    """All that the letter says, in words of today: level, people and reasons."""
    school, level = assignment.school, assignment.level
    framework = assignment.record.framework
    proposed = assignment.proposed_at
    return {
        "reference": reference,
        "school": school.name,
        "address": [
            line
            for line in (school.street, school.locality, school.town, school.postcode)
            if line
        ],
        "to": [
            f"{post.person.name}, {role_name(framework, Role(post.role))}"
            for post in holders(school, Role.HEADTEACHER, Role.CHAIR)
        ],
        "issued_on": issued_on.isoformat(),
        "level": level.label,
        "before": before.level.label if before else "",
        "effective_from": assignment.effective_from.isoformat(),
        "offers": [
            line.text
            for line in level.entitlements.all()
            if line.kind == "quantity" or line.checklist
        ],
        "needs_plan": level.requires_plan,
        "raised": assignment.raised_side,
        "forced": assignment.forced,
        "proposed_on": timezone.localdate(proposed).isoformat() if proposed else "",
        "view": View(assignment.view).label.lower() if assignment.view else "",
        "view_level": assignment.view_level.label if assignment.view_level else "",
        "silent": assignment.is_silent,
        "note": assignment.decision_note,
        "signed_by": str(assignment.decided_by or ""),
        "signed_as": role_name(framework, Role(level.approver)),
    }


def change_drawn(facts: dict[str, Any]) -> str:
    """The letter as HTML, from its facts alone."""
    days = {name: day(date.fromisoformat(facts[name])) for name in DAYS if facts[name]}
    return render_to_string("engagement/_change_letter.html", {**facts, **days})

"""Where what a phase asks for is recorded, and which of it is far ahead."""

from collections.abc import Callable
from datetime import timedelta

from engagement.models import Obligation
from sitrack.core.roles import Capability

# What is recorded in one line of the school's calendar.
IN_CALENDAR = frozenset(
    {
        *("inclusion_qa", "send_plan_review", "safeguarding_audit", "send_audit"),
        *("attendance_annex", "safeguarding_visit", "send_visit", "inclusion_visit"),
        "health_check",
    }
)
OF_A_PHASE = IN_CALENDAR | {"phase_review"}
# Of what is counted from the phase's first day, no more is listed as due than this.
AHEAD = timedelta(weeks=8)
Place = tuple[str, Callable[[Obligation], tuple[int, ...]], tuple[Capability, ...]]


def _record(one: Obligation) -> tuple[int, ...]:
    return (one.record_id,)


PHASE_PLACES: dict[str, Place] = {
    "phase_review": ("engagement:phase_hold", _record, (Capability.REVIEW_PHASE,)),
    "phase_at_limit": ("phase", _record, (Capability.REVIEW_PHASE,)),
    **dict.fromkeys(
        IN_CALENDAR,
        ("engagement:occasion_hold", _record, (Capability.LOG_VISIT,)),
    ),
}

"""The page for governors: what was decided and made final, in plain words."""

from dataclasses import dataclass

from engagement.models import CyclePrompt, SchoolYearRecord
from schools.models import School
from sitrack.core.models import User
from visits.models import Visit, VisitState

SUMMARY = "summary"


@dataclass(frozen=True)
class LastVisit:
    """The latest final visit and its key points."""

    visit: Visit
    key_points: str


def last_final_visit(school: School, user: User) -> LastVisit | None:
    """Two queries: the visit, and what its summary says."""
    visit = (
        Visit.objects.visible_to(user)
        .filter(record__school=school, state=VisitState.FINAL)
        .select_related("visit_type", "lead")
        .newest_first()
        .first()
    )
    if visit is None:
        return None
    said = visit.sections.filter(prompt__key=SUMMARY).first()
    return LastVisit(visit, said.text if said else "")


def questions_to_ask(record: SchoolYearRecord | None) -> list[str]:
    """The cycle's own questions about impact, for the next governors' meeting."""
    if record is None:
        return []
    cycle = CyclePrompt.objects.filter(framework=record.framework_id).exclude(text="")
    review = list(cycle.order_by("-order")[:7])
    return [prompt.text for prompt in reversed(review)]

"""What an import of an old record is held against: the form's words, what stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from engagement.models import (
    AssessmentCell,
    FrameworkVersion,
    SchoolYearRecord,
    SupportEntry,
    TrajectoryView,
)
from engagement.queries.wording import prompts_of
from plans.models import Plan, PlanState
from reports.word_import import Form
from reports.word_import.form import form_of_words
from schools.access import roles_anywhere
from schools.models import School
from sitrack.core.models import User
from sitrack.core.roles import Capability, Role, roles_with
from sitrack.core.templatetags.govuk import day
from visits.models import Visit

# The boxes of the record's header that an import may fill, by their keys.
HEADER = {
    "front.vision": "vision",
    "front.external_adviser": "adviser",
    "front.slin_peer_review": "peer_review",
}
STRANDS = {strand.value: strand for strand in SupportEntry.Strand}


def form_of(framework: FrameworkVersion) -> Form:
    """The labels of a framework's form, as its definition has them."""
    template = framework.visit_templates.first()
    plan = framework.plan_templates.first()
    prompts = prompts_of(framework, template.pk) if template else []
    return form_of_words(
        records={row["key"]: row for row in framework.labels.values()},
        prompts={
            prompt.key: {"label": prompt.label, "columns": prompt.columns}
            for prompt in prompts
        },
        plan=plan.labels if plan else {},
        plan_name=plan.name if plan else "",
        measures={row.code: row.label for row in framework.measures.all()},
        criteria={row["code"]: row["label"] for row in plan.reasons} if plan else {},
    )


@dataclass(frozen=True)
class Standing:
    """What a record has already, by the same keys as what was read: it stays.

    What the school has not given yet is not here: it is the school's own (CONF-07).
    """

    texts: dict[str, str] = field(default_factory=dict)
    priorities: frozenset[str] = frozenset()
    visits: dict[str, Visit] = field(default_factory=dict)
    plan: Plan | None = None


def standing_in(school: School, record: SchoolYearRecord | None) -> Standing:
    """What stands at a school and in its record of a year, if there is one."""
    visits = Visit.objects.filter(record__school=school).held()
    plans = school.plans.filter(
        state__in=[PlanState.DRAFT, PlanState.AGREED, PlanState.ACTIVE]
    )
    texts: dict[str, str] = {}
    priorities: Iterable[str] = ()
    if record is not None:
        texts = dict(_texts(record))
        priorities = record.priorities.values_list("text", flat=True)
    return Standing(
        texts={key: text for key, text in texts.items() if text},
        priorities=frozenset(priorities),
        visits={visit.date.isoformat(): visit for visit in visits},
        plan=plans.first(),
    )


def _texts(record: SchoolYearRecord) -> Iterable[tuple[str, str]]:
    for key, name in HEADER.items():
        yield key, str(getattr(record, name) or "")
    views = TrajectoryView.objects.filter(record=record, given_at__isnull=False)
    for view in views.select_related("term", "option"):
        yield f"trajectory.{view.viewpoint}.{view.term.kind}", view.option.label
    cells = AssessmentCell.objects.filter(record=record)
    for cell in cells.select_related("term", "measure"):
        yield f"assessment.{cell.measure.code}.{cell.term.kind}", cell.said
    for entry in SupportEntry.objects.filter(record=record).select_related("term"):
        yield f"support.{entry.strand}.{entry.term.kind}", entry.text


def schools_to_hand_in_for(user: User) -> list[School]:
    """The schools whose old records somebody may hand in, by name: an administrator
    all, who reads none of them."""
    own = School.objects.where(user, roles_with(Capability.IMPORT_RECORD))
    everywhere = Role.ADMIN in roles_anywhere(user)
    return list((School.objects.all() if everywhere else own).order_by("name", "pk"))


def said_of(visit: Visit) -> str:
    """How a visit that stands is told beside one that would come in."""
    kind = visit.visit_type.label if visit.visit_type else ""
    return ", ".join(part for part in (day(visit.date), kind) if part)

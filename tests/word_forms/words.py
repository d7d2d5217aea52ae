"""What the made-up records say, by the names of the form's boxes; of no real school."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from reports.word_import.labels import Form

TERMS = ("autumn", "spring", "summer")
SUFFOLK = Path("fixtures/frameworks/suffolk.yaml")


def suffolk_form() -> Form:
    """The labels as the definition of Suffolk has them."""
    said = yaml.safe_load(SUFFOLK.read_text())
    rows = said["record_labels"]
    prompts = said["visit_templates"][0]["sections"][0]["prompts"]
    plan = said["plan_templates"][0]
    return form_from(
        records={row["key"]: row for row in rows},
        prompts={row["key"]: row for row in prompts},
        plan={row["key"]: row for row in plan["labels"]},
        plan_name=plan["name"],
        measures={row["code"]: row["label"] for row in said["measures"]},
        criteria={row["code"]: row["label"] for row in plan["reasons"]},
    )


def form_from(**said: object) -> Form:
    from reports.word_import.form import form_of_words

    return form_of_words(**said)  # type: ignore[arg-type]


@dataclass
class Step:
    text: str
    by: str = ""
    who: str = ""


@dataclass
class VisitWords:
    date: str
    present: str = "Helen Marsh, headteacher\nSam Okafor, SEP"
    visit_type: str = "Continuous conversation - progress review"
    follow_up: str = ""
    focus: str = "Reading in Year 2"
    summary: str = "Pupils read with growing fluency."
    steps: list[Step] = field(default_factory=list)
    next_visit: str = ""
    agenda: str = ""
    documents: str = ""


@dataclass
class PriorityWords:
    title: str
    change: str = ""
    summary: str = ""
    actions: list[tuple[str, str, str, str]] = field(default_factory=list)


@dataclass
class PlanWords:
    starts_on: str = "8 September 2025"
    ends_on: str = "27 March 2026"
    present: str = "Helen Marsh, headteacher\nRita Lowe, RLE"
    reasons: str = "Outcomes at the end of key stage 2 fell two years running."
    criteria_12: list[str] = field(default_factory=list)
    criteria_24: list[str] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    team: list[tuple[str, str, str, str]] = field(default_factory=list)
    reviews: list[tuple[str, str]] = field(default_factory=list)
    off_track: str = ""
    priorities: list[PriorityWords] = field(default_factory=list)
    evaluation: str = ""
    evaluation_date: str = ""
    evaluation_present: str = ""


@dataclass
class RecordWords:
    """All that a record says. ``front`` is by the keys of the form's labels."""

    front: dict[str, str] = field(default_factory=dict)
    trajectory: dict[str, str] = field(default_factory=dict)
    assessments: dict[str, str] = field(default_factory=dict)
    level: dict[str, str] = field(default_factory=dict)
    priorities: list[str] = field(default_factory=list)
    support: dict[str, str] = field(default_factory=dict)
    visits: list[VisitWords] = field(default_factory=list)
    plans: list[PlanWords] = field(default_factory=list)

    def fields(self) -> dict[str, str]:
        """What a reading of the file has, by key; empty boxes are not there."""
        said = {f"front.{key}": text for key, text in self.front.items()}
        for name in ("trajectory", "level", "support"):
            said |= {f"{name}.{key}": t for key, t in getattr(self, name).items()}
        said |= {f"assessment.{key}": text for key, text in self.assessments.items()}
        said["priorities"] = "\n".join(self.priorities)
        for number, visit in enumerate(self.visits, start=1):
            said |= _visit_fields(f"visit.{number}", visit)
        for number, plan in enumerate(self.plans, start=1):
            said |= _plan_fields(f"plan.{number}", plan)
        return {key: text for key, text in said.items() if text}


VISIT_BOXES: tuple[str, ...] = (
    "date",
    "present",
    "visit_type",
    "follow_up",
    "focus",
    "summary",
)
VISIT_BOXES += ("next_visit", "agenda", "documents")


def _visit_fields(at: str, visit: VisitWords) -> dict[str, str]:
    said = {f"{at}.{key}": getattr(visit, key) for key in VISIT_BOXES}
    for number, step in enumerate(visit.steps, start=1):
        for key in ("text", "by", "who"):
            said[f"{at}.step.{number}.{key}"] = getattr(step, key)
    return said


def _plan_fields(at: str, plan: PlanWords) -> dict[str, str]:
    keys = ("starts_on", "ends_on", "reasons", "off_track", "evaluation")
    said = {f"{at}.{key}": getattr(plan, key) for key in keys}
    said[f"{at}.plan_present"] = plan.present
    said[f"{at}.criteria.SUF-A-05"] = "\n".join(plan.criteria_12)
    said[f"{at}.criteria.SUF-A-06"] = "\n".join(plan.criteria_24)
    said[f"{at}.plan_priorities"] = "\n".join(plan.headlines)
    said[f"{at}.evaluation_date"] = plan.evaluation_date
    said[f"{at}.evaluation_present"] = plan.evaluation_present
    _listed(said, f"{at}.team", plan.team, ("name", "job", "email", "phone"))
    _listed(said, f"{at}.review", plan.reviews, ("date", "on_track"))
    for number, one in enumerate(plan.priorities, start=1):
        here = f"{at}.priority.{number}"
        said[f"{here}.title"] = one.title
        said[f"{here}.expected_change"] = one.change
        said[f"{here}.priority_summary"] = one.summary
        _listed(said, f"{here}.action", one.actions, ("text", "who", "when", "rag"))
    return said


def _listed(
    said: dict[str, str],
    at: str,
    rows: "list[tuple[str, ...]] | list[tuple[str, str]] | list[tuple[str, str, str, str]]",
    keys: tuple[str, ...],
) -> None:
    for number, row in enumerate(rows, start=1):
        said |= {f"{at}.{number}.{k}": t for k, t in zip(keys, row, strict=True)}


def small() -> RecordWords:
    """A year with two visits and no plan."""
    return RecordWords(
        front={
            "school": "Hawthorn Primary School",
            "phase": "Primary",
            "headteacher": "Helen Marsh, head@hawthorn.example",
            "deputy": "Dev Rao, deputy@hawthorn.example",
            "chair": "Cora Finch, chair@hawthorn.example",
            "officer": "Sam Okafor",
            "external_adviser": "Ruth Abel",
            "slin_peer_review": "Yes",
            "school_type": "Community",
            "inspection": "Good, 14 May 2023",
            "vision": "Every child a reader.\nEvery child known.",
        },
        trajectory={
            "school.autumn": "Likely to be judged Good",
            "la.autumn": "Likely to be judged Good",
            "la.spring": "Too early to say",
            "joint.autumn": "In line with national",
        },
        assessments={
            "SUF-R-18a.autumn": "72% GLD",
            "SUF-R-18f.autumn": "74% EXS+",
            "SUF-R-18f.spring": "76% EXS+",
            "SUF-R-18i.summer": "61%",
        },
        level={"autumn": "Entitlement up to 8 hours"},
        priorities=["Raise attainment in writing", "Improve attendance"],
        support={
            "entitlement.autumn": "Three visits on early reading.",
            "entitlement.spring": "A book look in mathematics.",
            "other_teams.autumn": "Assessment Team: moderation of writing.",
            "school_to_school.autumn": "Elm Junior on transition.",
            "offer.spring": "Phonics in Reception.",
        },
        visits=[
            VisitWords(
                date="24 September 2025",
                steps=[
                    Step("Share the phonics plan", "17/10/2025", "Helen Marsh"),
                    Step("Send the reading data", "10.10.25", "Dev Rao"),
                ],
                next_visit="4 November 2025 at 9.30am",
                agenda="Phonics check\nAttendance",
                documents="School development plan",
            ),
            VisitWords(
                date="4th November 2025",
                visit_type="Collaborative improvement support",
                follow_up="The phonics plan was shared.",
                focus="Attendance",
                summary="Attendance is 95.2%.\nPersistent absence has fallen.",
                steps=[Step("Write to families", "5 December 2025", "Helen Marsh")],
                next_visit="20/1/2026 10:00",
            ),
        ],
    )


def plan() -> PlanWords:
    return PlanWords(
        criteria_12=["Provision may be at risk of decline"],
        headlines=["Writing across the school", "Governance"],
        team=[
            ("Sam Okafor", "SEP", "sam@council.example", "01473 000001"),
            ("Rita Lowe", "RLE", "rita@council.example", "01473 000002"),
        ],
        reviews=[("12 October 2025", "Yes"), ("2 December 2025", "No")],
        off_track="The new scheme began late.",
        priorities=[
            PriorityWords(
                "Writing across the school",
                "Pupils write at length in every subject.",
                "Books show more writing.",
                [
                    ("Train all staff", "Helen Marsh", "by half term", "Green"),
                    ("Moderate with Elm", "Dev Rao", "12/12/2025", "Amber"),
                ],
            ),
            PriorityWords(
                "Governance",
                "Governors ask about impact.",
                actions=[("Review the committees", "Cora Finch", "30 Jan 2026", "Red")],
            ),
        ],
        evaluation="The plan met its aims.",
        evaluation_date="20 March 2026",
        evaluation_present="Helen Marsh, Sam Okafor",
    )

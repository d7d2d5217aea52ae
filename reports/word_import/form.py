"""The words of a framework's form, put together from its definition."""

from collections.abc import Mapping
from typing import Any

from reports.word_import.labels import Form

# What the definition calls a box, and what it is called here where two share a name.
RECORD = {
    "se_entitlement": "entitlement",
    "offer_to_others": "offer",
    "trajectory_school": "trajectory_inspection",
}
PLAN = {
    "school": "plan_school",
    "present": "plan_present",
    "priorities": "plan_priorities",
    "who": "plan_who",
}
Rows = Mapping[str, Mapping[str, Any]]


def form_of_words(
    *,
    records: Rows,
    prompts: Rows,
    plan: Rows,
    plan_name: str,
    measures: Mapping[str, str],
    criteria: Mapping[str, str],
) -> Form:
    """The labels of the record, of a visit's prompts and of a plan, each by its key."""
    labels = {RECORD.get(key, key): said(row, "label") for key, row in records.items()}
    labels["view_school"] = said(records.get("trajectory_school", {}), "column")
    labels["view_la"] = said(records.get("trajectory_la", {}), "column")
    labels |= {key: said(row, "label") for key, row in prompts.items()}
    steps = prompts.get("next_steps", {}).get("columns", ())
    labels |= {one["key"]: one["label"] for one in steps if one["key"] != "text"}
    labels |= {PLAN.get(key, key): said(row, "label") for key, row in plan.items()}
    names = ("name", "job_title", "email", "phone")
    columns = plan.get("team_member", {}).get("columns", ())
    labels |= dict(zip(names, columns, strict=False))
    reviews = plan.get("reviews", {}).get("columns", ())
    labels |= dict(zip(("review_date", "on_track"), reviews, strict=False))
    labels |= {"plan_title": plan_name, "glossary": "Glossary"}
    return Form(labels, dict(measures), dict(criteria))


def said(row: Mapping[str, Any], name: str) -> str:
    return str(row.get(name) or "")

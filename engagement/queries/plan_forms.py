"""The form of a plan, read once for each process."""

import json
from functools import lru_cache

from engagement.definitions.kept import read_form
from engagement.definitions.plans import PlanForm
from engagement.models import PlanTemplate


def plan_form(template: PlanTemplate) -> PlanForm | None:
    """What draws the plan; None for a template with pages of its own."""
    if not template.form:
        return None
    return _read(json.dumps(template.form))


@lru_cache(maxsize=64)
def _read(kept: str) -> PlanForm:
    return read_form(PlanForm, json.loads(kept), name="form")

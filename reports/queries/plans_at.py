"""What other pages tell of a school's additional engagement plans.

A plan counts that both sides agreed and that has not ended: only then can the school be
on track with its priorities, or not (SUF-C-07, SUF-C-11).
"""

from typing import Any

from django.db.models import Exists, OuterRef

from plans.models import Plan
from schools.models import School


def has_live_plan(school: School) -> bool:
    """Whether a plan runs at the school."""
    found: bool = Plan.objects.filter(school=school).live().exists()
    return found


def with_live_plan(schools: Any) -> Any:
    """Schools that each know, as ``runs_plan``, whether a plan runs there."""
    plans = Plan.objects.filter(school=OuterRef("pk")).live()
    return schools.annotate(runs_plan=Exists(plans))

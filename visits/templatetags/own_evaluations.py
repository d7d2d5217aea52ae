"""The evaluations that somebody helps with at a school where they do not work."""

from typing import Any

from django import template
from django.template.context import Context

from engagement.queries.forms import forms_in_use
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation
from visits.models.evaluations import OVER, helps_with

register = template.Library()


@register.inclusion_tag("visits/evaluations/_own.html", takes_context=True)
def own_evaluations(context: Context) -> dict[str, Any]:
    """For an evaluator's own home: what they read up to a day (domain 4.1, EVAL).

    No query where the framework of this installation evaluates no schools.
    """
    if "evaluation" not in forms_in_use():
        return {"evaluations": []}
    rows = Evaluation.objects.filter(helps_with(context["request"].user))
    open_ones = rows.exclude(state__in=OVER).select_related(
        "record__school", "record__framework"
    )
    return {"evaluations": [(one, kind_of(one).name) for one in open_ones]}

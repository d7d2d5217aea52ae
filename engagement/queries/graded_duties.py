"""What is due where a framework grades: validations held, and new headteachers."""

from collections.abc import Collection
from datetime import date

from django.conf import settings

from engagement.models import FrameworkVersion, Validation
from engagement.queries.gradings import FORM, gradings_form, new_heads
from engagement.queries.words import words_in_use
from engagement.rules.cadence import Anchor, add_months
from engagement.rules.duties import Done, Given
from sitrack.core import calendar

VALIDATION = "validation"


def given_by_gradings(schools: Collection[int], day: date) -> Given:
    """What ``obligations.settle`` is told; no query where nothing is graded.

    A new headteacher is an anchor for as long as they count as new (SCO-24).
    """
    given = Given()
    framework = (
        FrameworkVersion.used_on(settings.FRAMEWORK, calendar.today())
        if words_in_use().get(FORM)
        else None
    )
    form = gradings_form(framework) if framework else None
    if form is None:
        return given
    held = Validation.objects.held().filter(school__in=schools)
    for school, key, on in held.values_list("school", "pk", "held_on"):
        given.done.append(Done(school, VALIDATION, VALIDATION, key, on))
    for post in new_heads(list(schools), form, day):
        last = add_months(post.start, form.new_head_months)
        end = min(last, post.end) if post.end else last
        anchor = Anchor("new_headteacher", f"post:{post.pk}", post.start, end)
        given.anchors.append((post.school_id, anchor))
    return given

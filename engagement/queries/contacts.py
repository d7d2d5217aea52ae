"""The log of contacts, and what it meets of what is due."""

from collections.abc import Collection
from datetime import date

from engagement.definitions.contacts import ContactLog
from engagement.models import Contact, FrameworkVersion
from engagement.queries.forms import form_of
from engagement.queries.words import words_in_use
from engagement.rules.cadence import add_months
from engagement.rules.duties import Done, Given

FORM = "contacts"


def log_of(framework: FrameworkVersion) -> ContactLog | None:
    """The kinds of contact that are noted; None where a framework has no log."""
    form: ContactLog | None = form_of(framework, FORM)
    return form


def given_by_contacts(schools: Collection[int], day: date) -> Given:
    """What ``obligations.settle`` is told: contacts of the last year; no query where
    there is no log."""
    given = Given()
    if not words_in_use().get(FORM):
        return given
    rows = Contact.objects.standing().filter(school__in=schools).exclude(activity="")
    lately = rows.filter(on__gte=add_months(day, -12))
    for school, activity, key, on in lately.values_list(
        *("school", "activity", "pk", "on")
    ):
        given.done.append(Done(school, activity, "contact", key, on))
    return given

"""What both sides write for a term: the plan for support."""

from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.forms.support import SupportForm
from engagement.models import (
    MenuItem,
    RecordPriority,
    SchoolYearRecord,
    SupportEntry,
)
from engagement.queries.hours import hours_position
from engagement.queries.requests import open_in
from engagement.queries.wording import menu_of
from engagement.services import sections
from engagement.views.finding import find_record, find_term, locked, whose
from engagement.views.sections import EVERYONE
from schools.access import require
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Term
from sitrack.core.roles import Capability


@require_http_methods(["GET", "POST"])
@keeps_drafts
def support(request: SignedInRequest, pk: int, term: int) -> HttpResponse:
    """A term's plan for collaborative improvement support (SUF-R-22 to 25)."""
    record = find_record(request.user, pk)
    require(request.user, Capability.EDIT_RECORD, record.school)
    when = find_term(record, term)
    shut = locked(request, record)
    if shut:
        return shut
    sent = request.POST if request.method == "POST" else None
    entries = _entries(record, when)
    form = SupportForm(
        sent,
        record=record,
        teams=menu_of(record.framework),
        entries=entries,
        priorities=_priorities(record, entries),
    )
    page = FormPage(
        "engagement/support.html",
        {
            **whose(record, request.user, EVERYONE),
            "term": when,
            "hours": hours_position(record, when),
            "requests": open_in(record, request.user),
        },
        done=f"The plan for {when.name} is saved.",
        again=lambda: _support_again(form, record, when),
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        lines = form.lines()
        if lines:
            sections.plan_support(
                record=record, term=when, lines=lines, by=request.user
            )
        return f"{record.get_absolute_url()}?part=plan"

    return page.answer(request, form, act)


def _entries(record: SchoolYearRecord, term: Term) -> dict[str, SupportEntry]:
    rows = record.support.filter(term=term)
    items = Prefetch("menu_items", MenuItem.objects.select_related("team"))
    return {row.strand: row for row in rows.prefetch_related(items, "priorities")}


def _priorities(
    record: SchoolYearRecord, entries: dict[str, SupportEntry]
) -> list[RecordPriority]:
    """The open priorities, and those that the plan names though they are closed."""
    named = {row.pk for entry in entries.values() for row in entry.priorities.all()}
    return list(record.priorities.filter(Q(closed=False) | Q(pk__in=named)))


def _support_again(
    form: SupportForm, record: SchoolYearRecord, term: Term
) -> list[Difference]:
    entries = _entries(record, term)
    saved = SupportForm(
        record=record, teams=form.teams, entries=entries, priorities=form.to_serve
    )
    theirs: dict[str, object] = {}
    for name, field in saved.fields.items():
        value = saved.get_initial_for_field(field, name)
        if name.startswith("version_"):
            go_on_from(form, value, field=name)
        elif name.startswith(("menu_", "priorities_")):
            theirs[name] = field.clean(value or [])
        else:
            theirs[name] = value
    return differences(form, theirs)

"""What both sides write for a term: the plan for support."""

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.forms.support import SupportForm
from engagement.models import RecordPriority, SchoolYearRecord, SupportEntry
from engagement.queries.hours import hours_position
from engagement.queries.requests import open_in
from engagement.queries.wording import menu_of
from engagement.services import sections
from engagement.views.finding import find_record, find_term, locked, whose
from engagement.views.sections import EVERYONE
from schools.access import may, require
from schools.forms.posts import as_typed
from schools.models import School
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Term
from sitrack.core.roles import Capability
from sitrack.core.versions import as_it_was


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
    entitlement = entries.get(SupportEntry.Strand.ENTITLEMENT)
    schools = _partners_for(record, entries)
    form = SupportForm(
        sent,
        record=record,
        teams=menu_of(record.framework),
        schools=schools,
        entries=entries,
        priorities=_priorities(record, entries),
    )
    planned = (entitlement.planned_minutes if entitlement else None) or 0
    hours = hours_position(record, when)
    page = FormPage(
        "engagement/support.html",
        {
            **whose(record, request.user, EVERYONE),
            "term": when,
            "hours": hours,
            "planned": planned,
            "more_wanted": hours.asks_for_more(planned),
            "may_propose": may(request.user, Capability.PROPOSE_LEVEL, record.school),
            "schools": [as_typed(*row) for row in schools.values_list("name", "urn")],
            "requests": open_in(record, request.user),
        },
        done=f"The plan for {when.name} is saved.",
        again=lambda: _support_again(form, record, when),
    )
    if sent is None:
        return page.show(request, form)
    if sent.get("step") == "add":
        form.add_ticked()
        quiet(form)
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
    rows = rows.select_related("partner_school").prefetch_related("priorities")
    return {row.strand: row for row in rows}


def _priorities(
    record: SchoolYearRecord, entries: dict[str, SupportEntry]
) -> list[RecordPriority]:
    """The open priorities, and those that the plan names though they are closed."""
    named = {row.pk for entry in entries.values() for row in entry.priorities.all()}
    return list(record.priorities.filter(Q(closed=False) | Q(pk__in=named)))


def _partners_for(
    record: SchoolYearRecord, entries: dict[str, SupportEntry]
) -> QuerySet[School]:
    """The other open schools of the authority's register, and the one named already."""
    near = School.objects.open().filter(la_code=record.school.la_code)
    kept = [row.partner_school_id for row in entries.values() if row.partner_school_id]
    named = School.objects.filter(pk__in=kept)
    return (near | named).exclude(pk=record.school_id).order_by("name")


def _support_again(
    form: SupportForm, record: SchoolYearRecord, term: Term
) -> list[Difference]:
    entries = _entries(record, term)
    shown = {strand: form.cleaned_data[f"version_{strand}"] or 0 for strand in entries}
    then = {strand: as_it_was(row, shown[strand]) for strand, row in entries.items()}
    was = _values(form, record, {strand: row for strand, row in then.items() if row})
    for strand, row in entries.items():
        go_on_from(form, row.version, field=f"version_{strand}")
    return differences(form, _values(form, record, entries), _kept(was))


def _values(
    form: SupportForm, record: SchoolYearRecord, entries: dict[str, SupportEntry]
) -> dict[str, object]:
    """What the boxes of the plan hold of these rows."""
    saved = SupportForm(
        record=record,
        teams=form.teams,
        schools=_partners_for(record, entries),
        entries=entries,
        priorities=form.to_serve,
    )
    values: dict[str, object] = {}
    for name, field in saved.fields.items():
        value = saved.get_initial_for_field(field, name)
        if name == "partner" or name.startswith("priorities_"):
            values[name] = field.clean(value or "")
        elif not name.startswith(("menu_", "version_")):
            values[name] = value
    return values


def _kept(values: dict[str, object]) -> dict[str, object]:
    """Those of which there is a history: links to priorities have none."""
    return {
        name: value
        for name, value in values.items()
        if not name.startswith("priorities_")
    }

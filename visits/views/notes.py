"""Writing up a visit: one page for a new note, a planned visit, and a draft."""

from datetime import date
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from engagement.models import SchoolYearRecord, VisitTemplate
from engagement.queries.hours import gives_hours, hours_position
from engagement.queries.wording import (
    cycle_of,
    guided_types,
    options_of,
    template_of,
    templates_of,
)
from schools.access import (
    get_visible_or_404,
    is_authority,
    person_of,
    require,
)
from schools.finding import find_school
from sitrack.core import calendar
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.forms import quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import made_before, once, token_for
from sitrack.core.versions import Stale
from sitrack.core.words import worded
from visits import drafting, queries
from visits.elsewhere import elsewhere
from visits.forms.step_rows import step_rows
from visits.meters import meters_at
from visits.models import Visit, VisitState
from visits.pooled import pools
from visits.rules import NotReady
from visits.services import notes, pooling
from visits.services.notes import Note
from visits.views.desk import Desk, desk_of, kinds_on

WRITTEN_ELSEWHERE = (
    "The words of this note are those of a visit for several schools. Change them in"
    " the note that it was logged with."
)


@keeps_drafts
def visit_new(request: SignedInRequest, pk: int, form: str = "") -> HttpResponse:
    """Log a visit that was not in the diary; on which ``form``, is asked first where
    the framework has several."""
    today = calendar.today()
    record = next(iter(_record_on(request.user, pk, today)), None)
    if record is None:
        school = find_school(request.user, pk)
        require(request.user, Capability.LOG_VISIT, school)
        return redirect("record_open", pk=school.pk)
    require(request.user, Capability.LOG_VISIT, record.school)
    made = made_before(request.POST, Visit, by=request.user)
    if made:
        return visit_edit(request, made)
    template = _form_named(record, form)
    if template is None:
        return _choose(request, record, "visits:visit_new_on", pk)
    return _write(request, desk_of(request, record, template, visit=None))


@prepared
def _record_on(reader: User, school: int, today: date) -> Any:
    records = SchoolYearRecord.objects.visible_to(reader).filter(
        school=school, year__start__lte=today, year__end__gte=today
    )
    return records.select_related("school", "year", "framework")[:1]


@keeps_drafts
def visit_edit(request: SignedInRequest, pk: int, form: str = "") -> HttpResponse:
    """Write up a planned visit, go on with a draft, or amend a shared note; a planned
    one without a type is asked on which ``form``."""
    visits = queries.for_the_form(Visit.objects)
    visit = get_visible_or_404(visits, request.user, pk=pk)
    require(request.user, Capability.LOG_VISIT, visit.record.school)
    queries.with_its_note(visit)
    if visit.is_final:
        return redirect("visits:visit_addendum", pk=visit.pk)
    if visit.is_cancelled or visit.record.is_locked:
        return redirect(visit)
    place = elsewhere(visit)
    if place:
        return redirect(place.write)
    if pools(visit) and pooling.is_written_elsewhere(visit):
        messages.info(request, WRITTEN_ELSEWHERE)
        return redirect(visit)
    template = _form_of(visit, form)
    if template is None:
        return _choose(request, visit.record, "visits:visit_edit_on", pk)
    return _write(request, desk_of(request, visit.record, template, visit=visit))


def _form_named(record: SchoolYearRecord, form: str) -> VisitTemplate | None:
    """The form of this code, the only one where there is no choice; None else."""
    templates = templates_of(record.framework)
    if len(templates) == 1 and not form:
        return templates[0]
    return next((one for one in templates if one.code == form), None)


def _form_of(visit: Visit, form: str) -> VisitTemplate | None:
    """The form on which a visit is written up: its own once that was begun."""
    templates = templates_of(visit.record.framework)
    if visit.is_planned and (form or visit.visit_type is None):
        return _form_named(visit.record, form)
    if visit.is_planned:
        return template_of(visit.record.framework, visit.visit_type)
    return next(one for one in templates if one.pk == visit.template_id)


def _choose(
    request: SignedInRequest, record: SchoolYearRecord, name: str, pk: int
) -> HttpResponse:
    """Which kind of visit it was, where each kind has a form of its own."""
    kinds = options_of(record.framework, "visit_type")["visit_type"]
    templates = [
        (
            reverse(name, args=[pk, one.code]),
            one,
            [kind.label for kind in kinds_on(record, one, kinds)],
        )
        for one in templates_of(record.framework)
    ]
    context = {"school": record.school, "record": record, "templates": templates}
    return render(request, "visits/note_choose.html", context)


def _write(request: SignedInRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return _page(request, desk)
    if desk.only_rows_changed:
        quiet(desk.form, desk.rows, *desk.more)
        return _page(request, desk)
    # All are asked, so that every mistake is shown at once.
    valid = [desk.form.is_valid(), *(one.is_valid() for one in desk.more)]
    if not all([desk.rows.is_valid(), *valid]):
        return _page(request, desk, status=422)
    note = desk.form.note(
        desk.rows.steps(desk.form.people), desk.tables, desk.passed_on
    )
    act = partial(_save, request, desk, note)
    try:
        address = once(request.POST, by=request.user, act=act, go_on=act)
    except NotReady as broken:
        _place(desk, broken)
    except RuleBroken as broken:
        field = broken.field if broken.field in desk.form.fields else None
        desk.form.add_error(field, broken.message)
    except Stale as stale:
        return _conflict(request, desk, cast(Visit, stale.current))
    else:
        return redirect(address)
    return _page(request, desk, status=422)


def _save(request: SignedInRequest, desk: Desk, note: Note) -> str:
    """Save or share as the button asked; returns where to go."""
    sharing = request.POST.get("intent") == "share"
    by = request.user
    if desk.visit is None:
        begin = notes.start_and_share if sharing else notes.start_note
        visit = begin(record=desk.record, note=note, lead=person_of(by), by=by)
    else:
        save = notes.share if sharing else notes.save_note
        visit = save(
            visit=desk.visit,
            note=note,
            expected_version=desk.form.cleaned_data["version"] or 0,
            by=by,
        )
    pooling.follow(visit=visit, by=by)
    if visit.state == VisitState.DRAFT:
        messages.success(
            request, worded("Draft saved. Only the {authority_side} can see it.")
        )
        return reverse("visits:visit_edit", args=[visit.pk])
    messages.success(request, f"Shared with the leaders of {desk.record.school}.")
    return visit.get_absolute_url()


def _place(desk: Desk, broken: NotReady) -> None:
    """Put each problem beside its box."""
    live = desk.rows.live
    for problem in broken.problems:
        if problem.row is None:
            desk.form.add_error(problem.field, problem.message)
        else:
            live[problem.row].add_error(problem.field, problem.message)


def _conflict(request: SignedInRequest, desk: Desk, current: Visit) -> HttpResponse:
    """Somebody saved first: both texts, with mine still in the form (ACC-086).

    What only they changed is in the form too.
    """
    theirs = queries.for_the_form(Visit.objects).get(pk=current.pk)
    queries.with_its_note(theirs)
    people, fields = list(desk.form.people.values()), desk.form.fields
    shown = desk.form.cleaned_data["version"] or 0
    saved = drafting.as_saved(theirs, people)
    saved["priorities"] = [str(one.priority_id) for one in theirs.priorities.all()]
    was = drafting.as_it_was(theirs, shown, people)
    wanted = {name: value for name, value in saved.items() if name in fields}
    found = differences(desk.form, wanted, was)
    found += _steps_conflict(desk, theirs, shown)
    found += _tables_conflict(desk, theirs)
    go_on_from(desk.form, theirs.version)
    return _page(
        request, desk, status=409, conflict=True, differences=found, theirs=theirs
    )


def _steps_conflict(desk: Desk, theirs: Visit, shown: int) -> list[Difference]:
    """Both lists of next steps, where both changed theirs; theirs, where only they."""
    rows = drafting.steps_as_saved(theirs)
    before = drafting.steps_as_they_were(theirs, shown)
    words = drafting.steps_in_words(rows)
    was = None if before is None else drafting.steps_in_words(before)
    mine = [row.cleaned_data for row in desk.rows.live]
    own = drafting.steps_in_words(
        [{key: row.get(key) for key in drafting.STEP} for row in mine]
    )
    if words in (own, was):
        return []
    taken = own == was
    if taken:
        desk.rows = step_rows(desk.prompts, None, rows, blank=1)
    return [Difference("Next steps", words, own, "#steps", taken)]


def _tables_conflict(desk: Desk, theirs: Visit) -> list[Difference]:
    """Both tables under a prompt, where they differ."""
    texts = {row.prompt_id: row.text for row in theirs.sections.all()}
    pairs = [(one, texts.get(one.prompt.pk, "")) for one in desk.tables]
    return [
        Difference(one.prompt.label, saved, one.answer().text, f"#{one.prefix}")
        for one, saved in pairs
        if saved != one.answer().text
    ]


def _page(
    request: SignedInRequest, desk: Desk, *, status: int = 200, **extra: Any
) -> HttpResponse:
    record = desk.record
    term = desk.visit.term if desk.visit else calendar.term_on(calendar.today())
    # What a school's hours are is not for an officer of another team.
    told = bool(term) and is_authority(request.user, record.school)
    hours = None
    if term and told and gives_hours(record.framework):
        hours = hours_position(record, term)
    counts_otherwise = told and (hours is None or hours.ceiling is None)
    context = {
        "school": record.school,
        "record": record,
        "visit": desk.visit,
        "last": desk.diary.last,
        "form": desk.form,
        "formset": desk.rows,
        "formsets": desk.more,
        "boxes": desk.boxes(),
        "form_name": desk.template.name,
        "stages": cycle_of(record.framework),
        "guided": sorted(guided_types(desk.form.options["visit_type"])),
        "hours": hours,
        "meters": meters_at(record, calendar.today()) if counts_otherwise else [],
        "term": term,
        "planned": [] if desk.visit else desk.diary.planned,
        "submit_token": token_for(request.POST, goes_on=True),
        **extra,
    }
    page = "note" if desk.is_plain else "note_of_form"
    return render(request, f"visits/{page}.html", context, status=status)

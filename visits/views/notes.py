"""Writing up a visit: one page for a new note, a planned visit, and a draft."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from engagement.models import SchoolYearRecord
from engagement.queries.hours import hours_position
from engagement.queries.wording import cycle_of, guided_types, options_of
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
from sitrack.core.forms import changed_rows, quiet
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import Capability
from sitrack.core.rules import RuleBroken
from sitrack.core.submissions import made_before, once, token_for
from sitrack.core.versions import Stale
from visits import drafting, queries
from visits.elsewhere import elsewhere
from visits.forms.note import NextStepRows, NoteForm, next_step_rows
from visits.models import Visit, VisitState
from visits.rules import NotReady
from visits.services import notes
from visits.services.notes import Note

BLANK_ROWS = 3


@keeps_drafts
def visit_new(request: SignedInRequest, pk: int) -> HttpResponse:
    """Log a visit that was not in the diary."""
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
    return _write(request, _desk(request, record, visit=None))


@prepared
def _record_on(reader: User, school: int, today: date) -> Any:
    records = SchoolYearRecord.objects.visible_to(reader).filter(
        school=school, year__start__lte=today, year__end__gte=today
    )
    return records.select_related("school", "year", "framework")[:1]


@keeps_drafts
def visit_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write up a planned visit, go on with a draft, or amend a shared note."""
    visits = queries.for_the_form(Visit.objects)
    visit = get_visible_or_404(visits, request.user, pk=pk)
    require(request.user, Capability.LOG_VISIT, visit.record.school)
    if visit.is_final:
        return redirect("visits:visit_addendum", pk=visit.pk)
    if visit.is_cancelled or visit.record.is_locked:
        return redirect(visit)
    place = elsewhere(visit)
    if place:
        return redirect(place.write)
    return _write(request, _desk(request, visit.record, visit=visit))


@dataclass
class Desk:
    """The form and its rows, with what they were made from."""

    record: SchoolYearRecord
    visit: Visit | None
    diary: queries.Diary
    form: NoteForm
    rows: NextStepRows
    only_rows_changed: bool


def _desk(
    request: SignedInRequest, record: SchoolYearRecord, *, visit: Visit | None
) -> Desk:
    changed = changed_rows(request.POST, "steps")
    data = changed or request.POST or None
    lead = visit.lead.user_id if visit else request.user.pk
    people = queries.known_people(record, lead=lead)
    today = calendar.today()
    day = visit.date if visit else today
    # An officer of another team reads no visit but their own, so not this one.
    follows = visit.follows if visit else None
    if follows and is_authority(request.user, record.school):
        diary = queries.Diary(follows, [])
    else:
        diary = queries.diary(record.school, before=day, reader=request.user)
    last = diary.last if diary.last != visit else None
    begun = visit is not None and visit.state != VisitState.PLANNED
    priorities = queries.priorities_to_choose(record, own=visit)
    form = NoteForm(
        data,
        # What was posted begins with nothing else.
        initial=None
        if data
        else _beginning(visit, last, people, priorities, by=request.user),
        options=options_of(record.framework, "visit_type", "visit_mode"),
        people=people,
        steps=queries.steps_to_follow_up(
            record.school,
            last=last,
            own=visit,
            before=max(day, today),
            reader=request.user,
        ),
        to_work_on=priorities,
    )
    saved_steps = drafting.steps_as_saved(visit) if visit and begun else []
    rows = next_step_rows(1 if saved_steps else BLANK_ROWS)(
        data, initial=saved_steps, prefix="steps"
    )
    return Desk(record, visit, diary, form, rows, only_rows_changed=changed is not None)


def _beginning(
    visit: Visit | None,
    last: Visit | None,
    people: list[queries.Known],
    priorities: list[Any],
    *,
    by: User,
) -> dict[str, Any]:
    """What stands in the form as it is opened: the note so far, or what is known."""
    if visit is not None and visit.state != VisitState.PLANNED:
        values = drafting.as_saved(visit, people)
    else:
        values = drafting.as_begun(
            last=last,
            planned=visit,
            people=people,
            author=by,
            today=calendar.today(),
        )
    return {
        **values,
        "version": visit.version if visit else 0,
        "priorities": [str(one.pk) for one in priorities if one.chosen],
    }


def _write(request: SignedInRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return _page(request, desk)
    if desk.only_rows_changed:
        quiet(desk.form, desk.rows)
        return _page(request, desk)
    # Both are asked, so that every mistake is shown at once.
    valid = all([desk.form.is_valid(), desk.rows.is_valid()])
    if not valid:
        return _page(request, desk, status=422)
    note = desk.form.note(desk.rows.steps(desk.form.people))
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
    if visit.state == VisitState.DRAFT:
        messages.success(request, "Draft saved. Only the authority can see it.")
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
    people, fields = list(desk.form.people.values()), desk.form.fields
    shown = desk.form.cleaned_data["version"] or 0
    saved = drafting.as_saved(theirs, people)
    saved["priorities"] = [str(one.priority_id) for one in theirs.priorities.all()]
    was = drafting.as_it_was(theirs, shown, people)
    wanted = {name: value for name, value in saved.items() if name in fields}
    found = differences(desk.form, wanted, was)
    found += _steps_conflict(desk, theirs, shown)
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
        [{key: row.get(key) for key in ("text", "due_on", "who")} for row in mine]
    )
    if words in (own, was):
        return []
    taken = own == was
    if taken:
        desk.rows = next_step_rows(1)(None, initial=rows, prefix="steps")
    return [Difference("Next steps", words, own, "#steps", taken)]


def _page(
    request: SignedInRequest, desk: Desk, *, status: int = 200, **extra: Any
) -> HttpResponse:
    record = desk.record
    term = desk.visit.term if desk.visit else calendar.term_on(calendar.today())
    # What a school's hours are is not for an officer of another team.
    told = is_authority(request.user, record.school)
    context = {
        "school": record.school,
        "record": record,
        "visit": desk.visit,
        "last": desk.diary.last,
        "form": desk.form,
        "formset": desk.rows,
        "stages": cycle_of(record.framework),
        "guided": sorted(guided_types(desk.form.options["visit_type"])),
        "hours": hours_position(record, term) if term and told else None,
        "term": term,
        "planned": [] if desk.visit else desk.diary.planned,
        "submit_token": token_for(request.POST, goes_on=True),
        **extra,
    }
    return render(request, "visits/note.html", context, status=status)

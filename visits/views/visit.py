"""Reading a visit's note, with what may be done about it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from engagement.models import TemplatePrompt
from engagement.queries.wording import prompts_of
from schools.access import (
    audiences_of,
    first_or_404,
    is_school_leader,
    may,
    roles_anywhere,
    roles_at,
)
from sitrack.core import calendar, delivery, events
from sitrack.core.drafts.desk import keeps_drafts_of
from sitrack.core.http import SignedInRequest
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from sitrack.core.roles import (
    AUTHORITY_ROLES,
    READERS,
    SCHOOL_LEADERS,
    Capability,
)
from sitrack.core.submissions import token_for
from sitrack.core.words import worded
from visits import asked, queries
from visits.answer_days import answer_due
from visits.changes import Changes, changes_since, reading_of, with_reading
from visits.correction_lists import corrections_of
from visits.elsewhere import elsewhere
from visits.forms.replies import CommentForm
from visits.guests import guests_of
from visits.models import Circulation, TimeRequest, Visit, VisitState
from visits.models.visit import WRITTEN
from visits.pooled import pool_of, pools
from visits.services.readings import note_reading
from visits.services.silence import counted_from
from visits.views.documents import documents_context

NOTE, NOTE_OF_FORM = "visits/_note.html", "visits/_note_of_form.html"


@keeps_drafts_of("visits:visit_comment")
def visit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The note as the reader may see it; a leader who could is told it was taken back."""
    rows = _page_of(request.user, pk, request.path)
    try:
        found = first_or_404(rows, request.user, of=Visit, pk=pk)
    except Http404:
        if Visit.objects.taken_back_from(request.user).filter(pk=pk).exists():
            return redirect("visits:visit_taken_back", pk=pk)
        raise
    if found.is_unread:
        delivery.mark_read(request.user, path=request.path)
    return render(request, "visits/visit.html", visit_context(request, found))


@prepared
def _page_of(reader: User, pk: int, path: str) -> Any:
    """The visit with what its page shows, where the reader may see it."""
    unread = delivery.is_unread(reader, path=path)
    visits = queries.for_the_page().annotate(is_unread=unread)
    if roles_anywhere(reader) & SCHOOL_LEADERS:
        visits = with_reading(visits, reader)
    return visits.visible_to(reader).filter(pk=pk).order_by()[:1]


def visit_context(request: SignedInRequest, visit: Visit) -> dict[str, Any]:
    """What the page of a visit shows its reader."""
    user, school = request.user, visit.record.school
    shut = visit.record.is_locked
    answerable = not shut and visit.state in {VisitState.SHARED, VisitState.COMMENTED}
    may_comment = answerable and may(user, Capability.COMMENT_ON_VISIT, school)
    parts = queries.parts_of(visit)
    over = visit.is_final or visit.is_cancelled or shut
    writes = may(user, Capability.LOG_VISIT, school) and not over
    corrections = corrections_of(visit, user)
    prompts = prompts_of(visit.record.framework, visit.template_id)
    guests = guests_of(visit, user)
    place = elsewhere(visit)
    return {
        "visit": visit,
        "about_level": _about_level(visit, user),
        "guests": guests,
        "school": school,
        "record": visit.record,
        "parts": parts,
        "prompts": labelled(prompts, parts.texts, parts.rows),
        "note_page": NOTE if asked.is_plain(prompts) else NOTE_OF_FORM,
        "changes": _changes(visit, parts, prompts, user),
        "events": events.told_about(visit, audiences_of(user, school)),
        "pool": pool_of(visit, user),
        "may_name": may(user, Capability.COMMENT_ON_VISIT, school),
        "may_pool": answerable and writes and pools(visit),
        "may_write": writes,
        "may_comment": may_comment,
        "answer_by": _answer_by(visit) if may_comment else None,
        "may_finalise": answerable and writes,
        "may_answer": writes,
        "may_recall": writes and not place and visit.state == VisitState.SHARED,
        "agenda": queries.agenda_before(visit, user),
        "may_cancel": visit.is_planned
        and not shut
        and may(user, Capability.CANCEL_VISIT, school),
        "may_ask_other_time": visit.is_planned
        and not shut
        and visit.date >= calendar.today()
        and may(user, Capability.ASK_OTHER_TIME, school),
        "time_requests": _time_requests(visit),
        "moves": _moves(visit),
        "may_add": visit.is_final and may(user, Capability.ADD_ADDENDUM, school),
        "elsewhere": place,
        "unanswered": parts.unanswered + corrections.waiting,
        "corrections": corrections,
        "ask": f"{visit.get_absolute_url()}corrections/add/",
        "who_can_see": f"{_who_can_see(visit)} {guests.sentence}".strip(),
        "may_export": may(user, Capability.EXPORT_RECORD, school),
        "may_publish": visit.is_final and may(user, Capability.PUBLISH, school),
        "passed_on": _passed_on(visit, prompts),
        "may_open_school": bool(roles_at(user, school) & READERS),
        "comment_form": CommentForm(),
        "submit_token": token_for(request.POST),
        **documents_context(user, visit),
    }


def _passed_on(visit: Visit, prompts: list[TemplatePrompt]) -> list[Circulation]:
    """Which colleagues are told of the note, where its form asks for that."""
    asks = any(prompt.key == "circulation" for prompt in prompts)
    return list(visit.circulation.all()) if asks else []


def _about_level(visit: Visit, user: User) -> int | None:
    """The proposal that a joint evidence meeting is about, for its two sides."""
    about: int | None = getattr(visit, "about_level", None)
    sides = AUTHORITY_ROLES | SCHOOL_LEADERS
    return about if about and roles_at(user, visit.record.school) & sides else None


def _changes(
    visit: Visit, parts: queries.Parts, prompts: list[TemplatePrompt], user: User
) -> Changes | None:
    """What has changed since a leader of the school last read the note."""
    if visit.state not in WRITTEN or not is_school_leader(user, visit.record.school):
        return None
    known = note_reading(visit=visit, reading=reading_of(visit), by=user)
    if known is None:
        return None
    return changes_since(visit, parts, prompts, version=known.version, since=known.at)


def _answer_by(visit: Visit) -> date | None:
    """The last of the school's ten working days to answer a note (SM-3)."""
    if visit.state != VisitState.SHARED or visit.given_at is None:
        return None
    since = counted_from(visit, calendar.today())
    return answer_due(since, calendar.closed_days()) if since else None


def _moves(visit: Visit) -> list[Any]:
    """How a visit was moved in the diary, while that is what its page is about."""
    if not (visit.is_planned or visit.is_cancelled):
        return []
    columns = ("moved_from", "moved_to", "reason", "by__name", "at")
    return list(visit.moves.values(*columns))


def _time_requests(visit: Visit) -> dict[str, list[TimeRequest]]:
    """What the school asked about the time of a visit in the diary: what still waits
    for an answer, and what was answered."""
    if not (visit.is_planned or visit.is_cancelled):
        return {}
    asked = list(visit.time_requests.select_related("by", "answered_by"))
    return {
        "open": [one for one in asked if one.answered_at is None],
        "answered": [one for one in asked if one.answered_at],
    }


def labelled(
    prompts: list[TemplatePrompt],
    texts: dict[int, str],
    rows: dict[int, list[dict[str, str]]],
) -> dict[str, dict[str, Any]]:
    """Each prompt's exact label and what was written under it, by key."""
    return {
        prompt.key: {
            "label": prompt.label,
            "text": texts.get(prompt.pk, ""),
            "columns": [column["label"] for column in prompt.columns],
            "initials": prompt.initials,
            **_in_rows(prompt, rows.get(prompt.pk, []), texts.get(prompt.pk, "")),
        }
        for prompt in prompts
    }


def _in_rows(
    prompt: TemplatePrompt, rows: list[dict[str, str]], text: str
) -> dict[str, Any]:
    """An answer of several lines: as a table of heads and cells, or as a list."""
    if asked.is_table(prompt):
        return {"table": [asked.cells_of(prompt, row) for row in rows]}
    listed = asked.is_own(prompt) and prompt.type in ("rows", "multi")
    return {"listed": text.splitlines() if listed else []}


def _who_can_see(visit: Visit) -> str:
    """In words, who reads this note in its present state (CONF-15)."""
    if visit.state == VisitState.DRAFT:
        return worded("Only the {authority_side} can see this draft.")
    if visit.state == VisitState.FINAL:
        return worded(
            "The {authority_side}, the school’s leaders and its {governors} can see this."
        )
    if visit.is_cancelled:
        return worded(
            "The {authority_side} and the school’s leaders can see that it was cancelled."
        )
    if visit.is_planned:
        return worded(
            "The {authority_side} and the school’s leaders can see this plan;"
            " {governors} see its day."
        )
    return worded(
        "The {authority_side} and the school’s leaders can see this; {governors} once it is final."
    )

"""Adding papers to the school’s part of a meeting, and taking them back (WIL-N-07)."""

from typing import Any

from django.core.files import File
from django.db import transaction

from engagement.queries.plan_forms import plan_form
from plans.models import MeetingPaper, PlanReview, ReviewState
from plans.rules import meeting_steps as rules
from plans.services.editing import hold
from sitrack.core import clock, events
from sitrack.core.files import services as files
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken


@transaction.atomic
def add_paper(
    *, review: PlanReview, title: str, file: "File[Any]", by: User
) -> MeetingPaper:
    """Add a file to the school’s part; the authority has it once that is sent.

    Raises RuleBroken where the meeting asks for no papers or it is too late, and
    FileRefused with the rule that the file breaks.
    """
    held = _open(review)
    if not _asks_for_papers(held):
        raise RuleBroken("No papers are sent before this meeting.")
    added: MeetingPaper = MeetingPaper.objects.create(
        review=held,
        title=title,
        file=files.keep(file=file, page=held.get_absolute_url(), by=by),
        added_by=by,
        added_at=clock.now(),
    )
    _tell("meeting.paper_added", held, title, by=by)
    return added


@transaction.atomic
def take_back_paper(*, paper: MeetingPaper, by: User) -> None:
    """Withdraw a paper that the authority had; remove with its bytes what it had not.

    Raises RuleBroken when it is too late, and for the second of two people.
    """
    held = _open(paper.review)
    rows = MeetingPaper.objects.filter(pk=paper.pk, withdrawn_at=None)
    if not rows.update(withdrawn_at=clock.now()):
        raise RuleBroken("This file was taken back already.")
    if held.state == ReviewState.SENT:
        files.remove(stored=paper.file)
    _tell("meeting.paper_taken_back", held, paper.title, by=by)


@transaction.atomic
def record_opening(*, paper: MeetingPaper, by: User) -> None:
    """Note who opened a paper; the school is told."""
    scope = paper.review.plan.school.scope
    verb, audience = "meeting.paper_opened", Audience.SCHOOL
    facts = {"title": paper.title}
    events.record(verb, paper.review, by=by, scope=scope, audience=audience, **facts)


def _asks_for_papers(review: PlanReview) -> bool:
    form = plan_form(review.plan.template)
    return form is not None and bool(review.form and form.meeting(review.form).pack)


def _open(review: PlanReview) -> PlanReview:
    """The meeting, held, while the school’s part can still be put right."""
    plan = hold(review.plan)
    rules.check_under_way(plan.state)
    held: PlanReview = PlanReview.objects.get(pk=review.pk)
    held.plan = plan
    rules.check_can("return", state=held.state)
    return held


def _tell(verb: str, review: PlanReview, title: str, *, by: User) -> None:
    own = review.state == ReviewState.SENT
    audience = Audience.SCHOOL if own else Audience.LEADERS
    scope = review.plan.school.scope
    events.record(verb, review, by=by, scope=scope, audience=audience, title=title)

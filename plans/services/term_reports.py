"""Putting a term's report together from the reviews of the plan, and sending it."""

from django.db import IntegrityError, transaction

from plans.models import PlanReview, TermReport
from schools.access import users_holding
from schools.models import School
from sitrack.core import clock, delivery, events
from sitrack.core.models import Audience, Term, User
from sitrack.core.roles import SCHOOL_LEADERS, Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version, was_made

SENT = "This report was sent already and stays as it is."


def assembled(school: School, term: Term) -> str:
    """What the shared reviews of the term said, the earliest first (SCO-32)."""
    held = PlanReview.objects.held().filter(
        plan__school=school,
        shared_at__isnull=False,
        held_on__gte=term.start,
        held_on__lte=term.end,
    )
    said = []
    for review in held.order_by("held_on", "pk"):
        track = "on track" if review.on_track else "not on track"
        why = f" {review.off_track_reasons.strip()}" if review.off_track_reasons else ""
        said.append(f"Review of {review.held_on:%-d %B %Y}: {track}.{why}")
    return "\n\n".join(said)


@transaction.atomic
def save_report(
    *, school: School, term: Term, text: str, expected_version: int, by: User
) -> TermReport:
    """Keep the report as a draft; ``expected_version`` is 0 where none was begun.

    Raises Stale, and RuleBroken for an empty one and one that was sent.
    """
    if not text.strip():
        raise RuleBroken("Write what progress there was", "text")
    report = TermReport.objects.filter(school=school, term=term).first()
    if report is None:
        try:
            with transaction.atomic():
                report = TermReport.objects.create(
                    school=school, term=term, text=text.strip(), written_by=by
                )
        except IntegrityError:
            raise Stale(TermReport.objects.get(school=school, term=term)) from None
        was_made(report)
        return report
    if report.sent_at:
        raise RuleBroken(SENT)
    take_next_version(report, expected=expected_version)
    report.text, report.written_by = text.strip(), by
    report.save()
    return report


@transaction.atomic
def send_report(*, report: TermReport, by: User) -> TermReport:
    """Send it to the senior officer; the school reads it too. Raises RuleBroken where it
    was sent already."""
    now = clock.now()
    unsent = TermReport.objects.filter(pk=report.pk, sent_at=None)
    if not unsent.update(sent_at=now, sent_by=by):
        raise RuleBroken(SENT)
    report.refresh_from_db()
    events.record(
        "term_report.sent",
        report,
        by=by,
        scope=report.school.scope,
        audience=Audience.LEADERS,
    )
    people = users_holding(report.school, *SCHOOL_LEADERS, Role.LEAD)
    delivery.notify(
        [one for one in people if one.pk != by.pk],
        title=f"{report}: {report.school}",
        path=report.get_absolute_url(),
        key=f"term-report:{report.pk}",
    )
    return report

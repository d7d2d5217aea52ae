"""An officer asks the school for a document; the school may say no (DEC-10)."""

from django.db import transaction

from engagement.services.holding import hold_open
from schools.access import users_holding
from sitrack.core import clock, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import SCHOOL_LEADERS
from sitrack.core.rules import RuleBroken
from visits import rules
from visits.models import DocumentRequest, Visit


@transaction.atomic
def ask_for_document(*, visit: Visit, what: str, by: User) -> DocumentRequest:
    """Ask the school's leaders, who are told. Raises RuleBroken for a note that they
    cannot see yet, and for a final one."""
    rules.check_can_ask(state=visit.state)
    hold_open(visit.record)
    asked = DocumentRequest.objects.create(
        visit=visit, what=what, asked_by=by, asked_at=clock.now()
    )
    _tell("document.asked", asked, by=by)
    school = visit.record.school
    delivery.notify(
        users_holding(school, *SCHOOL_LEADERS),
        title=f"You are asked for a document: {school}",
        path=visit.get_absolute_url(),
        key=f"document-request:{asked.pk}",
    )
    return asked


@transaction.atomic
def decline_request(*, asked: DocumentRequest, by: User) -> None:
    """The school says no; who asked is told. Raises RuleBroken once it is answered."""
    hold_open(asked.visit.record)
    rows = DocumentRequest.objects.filter(document=None, declined_at=None, pk=asked.pk)
    if not rows.update(declined_by=by, declined_at=clock.now()):
        raise RuleBroken("This request has been answered already.")
    _tell("document.declined", asked, by=by)
    delivery.notify(
        [asked.asked_by],
        title=f"Your request for a document was answered: {asked.visit.school}",
        path=asked.visit.get_absolute_url(),
        key=f"document-request:{asked.pk}:declined",
    )


def _tell(verb: str, asked: DocumentRequest, /, *, by: User) -> None:
    visit = asked.visit
    events.record(
        verb,
        visit,
        by=by,
        scope=visit.record.school.scope,
        audience=Audience.LEADERS,
        what=asked.what,
        visit=str(visit),
    )

"""What is drawn before anybody asks: the note of a visit, once it can change no more."""

import logging
from datetime import timedelta

from reports.documents.record import visit_part
from reports.record_view import visit_view
from reports.record_view.visits import with_parts
from sitrack.core import clock
from sitrack.core.documents import NotDrawn, draw_ahead
from sitrack.core.models import User
from visits.models import Visit, VisitState

# Not at once, as the click that made it final may be what the sweep runs after; and not
# for long: what was missed is drawn when it is asked for.
AFTER = timedelta(minutes=1)
WITHIN = timedelta(hours=2)

logger = logging.getLogger(__name__)


def draw_final_visits(limit: int) -> None:
    """Draw the part of each visit that has just become final, as its officer reads it.

    The visits themselves say what is to be drawn. A part that was drawn is not drawn
    again, so this may run twice, and at the same time.
    """
    now = clock.now()
    final = Visit.objects.filter(
        state=VisitState.FINAL, final_at__range=(now - WITHIN, now - AFTER)
    )
    for key, lead in final.values_list("pk", "lead__user")[:limit]:
        reader = User.objects.filter(pk=lead).first()
        if reader is None:
            continue
        visit = with_parts(Visit.objects.filter(pk=key), reader).get()
        try:
            draw_ahead(visit_part(visit_view(visit)))
        except NotDrawn:
            logger.exception("The note of visit %s was not drawn ahead", key)

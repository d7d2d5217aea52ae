"""The corrections of a note that its reader may read."""

from typing import NamedTuple

from engagement.queries.wording import prompts_of
from sitrack.core.models import User
from visits.models import Correction, Visit
from visits.models.visit import WRITTEN


class Corrections(NamedTuple):
    """What the school asked for, and what it keeps to itself until it is sent."""

    sent: list[Correction]
    unsent: list[Correction]

    @property
    def waiting(self) -> int:
        return sum(not correction.outcome for correction in self.sent)


def corrections_of(visit: Visit, reader: User) -> Corrections:
    """The corrections of a note that its reader may read, each with its section."""
    if visit.state not in WRITTEN or not getattr(visit, "has_corrections", True):
        return Corrections([], [])
    rows = Correction.objects.visible_to(reader).filter(visit=visit)
    prompts = prompts_of(visit.record.framework, visit.template_id)
    labels = {prompt.pk: prompt.label for prompt in prompts}
    found = list(rows.select_related("by", "answered_by").order_by("at", "pk"))
    for correction in found:
        correction.section = labels[correction.prompt_id]
    return Corrections(
        [correction for correction in found if correction.sent_at],
        [correction for correction in found if not correction.sent_at],
    )

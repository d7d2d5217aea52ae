"""The visit reports that a change of level can cite, and the one that it cites."""

from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from engagement.forms.change_evidence import Citable
from engagement.models import ChangeEvidence, SchoolYearRecord
from engagement.queries.change_evidence import asked_for, is_change
from sitrack.core.addresses import address
from sitrack.core.models import User
from sitrack.core.prepared import prepared
from visits.models import Visit


def citable_visits(record: SchoolYearRecord, reader: User) -> list[Citable] | None:
    """Visits of the year whose notes the school has, the latest first; None where the
    framework asks for no evidence, or the level would be the year's first."""
    if asked_for(record.framework) is None or not is_change(record):
        return None
    rows = _written(reader, record.pk)
    return [Citable(pk, day, f"Visit report: {kind}") for pk, day, kind in rows]


@prepared
def _written(reader: User, record: int) -> Any:
    seen = Visit.objects.visible_to(reader).filter(record=record).written()
    kinds = Coalesce(F("visit_type__label"), F("template__name"))
    return seen.newest_first().annotate(kind=kinds).values_list("pk", "date", "kind")


def address_of_cited(cited: ChangeEvidence | None, reader: User) -> str:
    """The page of the visit that a proposal cites, where the reader may read it."""
    if cited is None or cited.key is None:
        return ""
    seen = Visit.objects.visible_to(reader).filter(pk=cited.key).exists()
    return address("visits:visit", cited.key) if seen else ""

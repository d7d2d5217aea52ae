"""What somebody typed on a page and has not saved: nobody else's to read."""

import uuid

from django.urls import reverse

from sitrack.core.drafts.services import keep_draft
from sitrack.core.models import Draft
from tests.universe import Council
from visits.models import Visit


def type_on(council: Council, visit: Visit, word: str) -> Draft:
    """Sam's draft on the page of a visit's note."""
    return keep_draft(
        form=reverse("visits:visit_edit", args=[visit.pk]),
        page=uuid.UUID(int=1),
        sequence=1,
        fields={"date": ["10/11/2025"], "focus": [f"Reading {word}"]},
        by=council.sam,
    )

"""The letter about a change of level, as it was issued."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from engagement.models import ChangeLetter
from schools.access import get_visible_or_404, require
from sitrack.core import delivery
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.words import worded


@require_GET
def change_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read by those it is addressed to, and by the authority (LET-06)."""
    letters = ChangeLetter.objects.select_related("school", "year")
    letter = get_visible_or_404(letters, request.user, pk=pk)
    require(request.user, Capability.READ_RECORD, letter.school)
    delivery.mark_read(request.user, path=letter.get_absolute_url())
    context = {
        "letter": letter,
        "school": letter.school,
        "record": {"year": letter.year},
        "readers": worded(
            "The school’s leaders, {its_chair} and the {authority}’s"
            " officers can see this"
        ),
    }
    return render(request, "engagement/change_letter.html", context)

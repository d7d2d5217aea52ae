"""A letter to a school that is not restricted, as it was issued (LET-04, LET-07)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from engagement.models import SchoolLetter
from engagement.queries.targeted import offer_of, offered
from schools.access import get_visible_or_404, may, require
from sitrack.core import delivery
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.words import worded


@require_GET
def school_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read by those it is addressed to, and by the authority."""
    letters = SchoolLetter.objects.select_related("school", "year")
    letter = get_visible_or_404(letters, request.user, pk=pk)
    require(request.user, Capability.READ_RECORD, letter.school)
    delivery.mark_read(request.user, path=letter.get_absolute_url())
    offer = offer_of(letter)
    may_answer = may(request.user, Capability.ANSWER_SUPPORT, letter.school)
    context = {
        "letter": letter,
        "school": letter.school,
        "record": {"year": letter.year},
        "offer": offer,
        "offered": offered(offer) if offer else [],
        "may_answer": offer and offer.answered_at is None and may_answer,
        "readers": worded(
            "The school’s leaders, its chair of governors and the {authority}’s officers"
            " can see this"
        ),
    }
    return render(request, "engagement/school_letter.html", context)

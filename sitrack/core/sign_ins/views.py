"""How long a sign-in still lasts."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from sitrack.core.http import SignedInRequest, told_when_signed_out


@told_when_signed_out
@require_GET
def left(request: SignedInRequest) -> HttpResponse:
    """What a page asks that stands open, by itself or because somebody stays."""
    return JsonResponse(request.session.left())

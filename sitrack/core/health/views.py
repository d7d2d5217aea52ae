"""What a proxy, a container or a watch asks; a stranger learns one word."""

import logging

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from sitrack.core.health.probes import find_faults

log = logging.getLogger(__name__)


@login_not_required
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked, the database neither."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Whether everything is there that people need. What is not stands in the log."""
    faults = find_faults()
    for fault in faults:
        log.error("not ready: %s", fault)
    if faults:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})

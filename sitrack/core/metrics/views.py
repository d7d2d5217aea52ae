"""The page of figures, for whoever has its token."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from sitrack.core.metrics.requests import of_all_processes
from sitrack.core.metrics.standing import Standing


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Every figure, as Prometheus reads it. Raises Http404 for whoever does not show
    the token, and for everybody where none is named."""
    token = settings.METRICS_TOKEN
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not constant_time_compare(shown, token):
        raise Http404
    standing = CollectorRegistry()
    standing.register(Standing())
    figures = generate_latest(of_all_processes()) + generate_latest(standing)
    return HttpResponse(figures, content_type=CONTENT_TYPE_LATEST)

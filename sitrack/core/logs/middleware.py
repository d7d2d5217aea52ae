"""A line for each request."""

import logging
import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sitrack.core.logs import request_id
from sitrack.core.logs.lines import route_of
from sitrack.core.metrics import requests as metrics
from sitrack.core.middleware import GetResponse

log = logging.getLogger("sitrack.requests")


class NoteRequests:
    """Gives each request its number, and writes down what came of it and how soon."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        behind_proxy = settings.ALLAUTH_TRUSTED_PROXY_COUNT > 0
        told = request.headers.get(request_id.HEADER) if behind_proxy else None
        number = request_id.chosen(told)
        begun = time.monotonic()
        with request_id.carrying(number):
            response = self.get_response(request)
            response.headers[request_id.HEADER] = number
            route, seconds = route_of(request), time.monotonic() - begun
            log.info(
                "answered",
                extra={
                    "method": request.method,
                    "route": route,
                    "status": response.status_code,
                    "ms": round(seconds * 1000),
                    "user": known_user(request),
                },
            )
        if settings.METRICS_TOKEN:
            metrics.note(route=route, status=response.status_code, seconds=seconds)
        return response


def known_user(request: HttpRequest) -> int | None:
    """The number of whoever signed in, where that was asked for: nobody is looked up
    for the sake of a line."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user else None

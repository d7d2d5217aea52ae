"""Pages that belong to no app."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from sitrack.core import clock
from sitrack.core.kept.middleware import keep
from sitrack.core.logs import request_id

# It must be renewed within a year; this one renews itself.
GOOD_FOR = timedelta(days=90)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open too long, or came from elsewhere: nothing was saved.

    What one of our own forms held is kept for whoever had it open. They go on with
    it where they are signed in, or once they have signed in.
    """
    kept = keep(request)
    if kept and request.user == kept.user:
        return redirect(kept.address)
    if kept and not request.user.is_authenticated:
        return redirect_to_login(kept.address)
    return render(request, "403_csrf.html", {"kept": kept}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read; too much of it has a page that says so."""
    too_much = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
    if isinstance(exception, too_much):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116). Raises Http404 where nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = f"{clock.today() + GOOD_FOR:%Y-%m-%d}T00:00:00Z"
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def server_error(request: HttpRequest) -> HttpResponse:
    """The fault is ours. The page says by which number it stands in the log, and asks
    nothing of the database, which may be what is at fault."""
    page = render_to_string("500.html", {"number": request_id.current()})
    return HttpResponse(page, status=500)

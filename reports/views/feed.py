"""One's own calendar feed: the page about it, and what a calendar programme reads."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from reports.calendar_file import calendar_file
from reports.queries.feed import entries_for, feed_events, feed_of
from reports.services import feeds
from reports.services.summaries import refresh_schools_of
from sitrack.core import clock
from sitrack.core.http import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_feed(request: SignedInRequest) -> HttpResponse:
    """What the feed holds and since when there is one; a post makes a new address.

    The address is shown in the answer to the post, as it is kept nowhere. Posted twice
    it is made twice, and the one that is seen last is the one that works.
    """
    address = ""
    if request.method == "POST":
        token = feeds.make_feed(by=request.user)
        path = reverse("calendar_feed_file", args=[token])
        address = f"{settings.SITE_URL}{path}"
    context = {
        "address": address,
        "feed": feed_of(request.user),
        "events": feed_events(request.user),
    }
    return render(request, "reports/calendar_feed.html", context)


@require_POST
def calendar_feed_stop(request: SignedInRequest) -> HttpResponse:
    """The address leads nowhere any more."""
    feeds.stop_feed(by=request.user)
    messages.success(request, "Your calendar feed has stopped.")
    return redirect("calendar_feed")


@login_not_required
@require_safe
def calendar_feed_file(request: SignedInRequest, token: str) -> HttpResponse:
    """The days of whoever's address this is, as their posts of today let them see."""
    reader = feeds.reader_of(token=token)
    if reader is None:
        raise Http404
    refresh_schools_of(reader)
    body = calendar_file(entries_for(reader), site=settings.SITE_URL, now=clock.now())
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")

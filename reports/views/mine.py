"""What is due for whoever signs in, and what they put off until a day."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from reports.forms import PutOffForm
from reports.queries.mine import Mine, mine_of, one_of
from reports.queries.my_schools import visible_schools
from reports.services.summaries import refresh_due
from schools.models import School
from sitrack.core import calendar, delivery
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.reminders import LONGEST, remind_on, take_reminder_back
from sitrack.core.templatetags.govuk import day as in_words

ON_A_PAGE = 30
MOST_PUT_OFF = 100
A_WEEK = timedelta(days=7)


@require_safe
def my_due(request: SignedInRequest) -> HttpResponse:
    """All that waits for this person at all their schools, and what comes later."""
    refresh_due(visible_schools(request.user))
    delivery.mark_read(request.user, path=request.path)
    found = mine_of(request.user)
    later = [one for one in found if one.until]
    pages = Paginator([one for one in found if not one.until], ON_A_PAGE)
    context = {
        "page_obj": pages.get_page(request.GET.get("page", "")),
        "later": later[:MOST_PUT_OFF],
        "more_later": max(0, len(later) - MOST_PUT_OFF),
    }
    return render(request, "reports/my_due.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def put_off(request: SignedInRequest, key: str) -> HttpResponse:
    """Choose the day on which one thing is to come back."""
    one = _mine_or_404(request, key)
    today = calendar.today()
    monday = today + A_WEEK - timedelta(days=today.weekday())
    form = PutOffForm(request.POST or None, initial={"day": one.until or monday})
    context = {"one": one, "last": today + LONGEST}
    page = FormPage("reports/put_off.html", context)
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        scope = School(pk=one.row.school_key).scope
        until = form.cleaned_data["day"]
        remind_on(key=key, scope=scope, day=until, by=request.user)
        messages.success(request, f"You will be reminded on {in_words(until)}.")
        return reverse("my_due")

    return page.answer(request, form, act)


@require_POST
def take_back(request: SignedInRequest, key: str) -> HttpResponse:
    """Have it wait again now; pressed twice it is done once."""
    _mine_or_404(request, key)
    take_reminder_back(key=key, by=request.user)
    messages.success(request, "It waits for you again.")
    return redirect("my_due")


def _mine_or_404(request: SignedInRequest, key: str) -> Mine:
    refresh_due(visible_schools(request.user))
    one = one_of(request.user, key)
    if one is None:
        raise Http404
    return one

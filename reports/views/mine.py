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
from reports.queries.mine import (
    Mine,
    one_of,
    page_of,
    schools_waiting,
)
from reports.services.summaries import refresh_schools_of
from reports.sheets.work import MY_DUE, mine_rows
from schools.models import School
from sitrack.core import calendar, delivery
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.reminders import LONGEST, remind_on, take_reminder_back
from sitrack.core.sheets import asked_as, sheet_file
from sitrack.core.templatetags.govuk import day as in_words

ON_A_PAGE = 10
MOST_PUT_OFF = 100
A_WEEK = timedelta(days=7)


@require_safe
def my_due(request: SignedInRequest) -> HttpResponse:
    """What waits for this person, school by school, and what comes back later."""
    refresh_schools_of(request.user)
    delivery.mark_read(request.user, path=request.path)
    waiting = schools_waiting(request.user)
    kind = asked_as(request)
    if kind:
        every = page_of(request.user, waiting)
        return sheet_file(MY_DUE, mine_rows(every), kind)
    pages = Paginator(waiting, ON_A_PAGE)
    page = pages.get_page(request.GET.get("page", ""))
    due = page_of(request.user, list(page.object_list))
    context = {
        "page_obj": page,
        "service": due.service,
        "schools": due.schools,
        "later": due.later[:MOST_PUT_OFF],
        "more_later": max(0, len(due.later) - MOST_PUT_OFF),
    }
    return render(request, "reports/my_due.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def put_off(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Choose the day on which one thing is to come back."""
    one = _mine_or_404(request, pk, key)
    today = calendar.today()
    monday = today + A_WEEK - timedelta(days=today.weekday())
    form = PutOffForm(request.POST or None, initial={"day": one.until or monday})
    context = {"one": one, "last": today + LONGEST}
    page = FormPage("reports/put_off.html", context)
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        scope = School(pk=pk).scope
        until = form.cleaned_data["day"]
        remind_on(key=key, scope=scope, day=until, by=request.user)
        messages.success(request, f"You will be reminded on {in_words(until)}.")
        return reverse("my_due")

    return page.answer(request, form, act)


@require_POST
def take_back(request: SignedInRequest, pk: int, key: str) -> HttpResponse:
    """Have it wait again now; pressed twice it is done once."""
    _mine_or_404(request, pk, key)
    take_reminder_back(key=key, by=request.user)
    messages.success(request, "It waits for you again.")
    return redirect("my_due")


def _mine_or_404(request: SignedInRequest, pk: int, key: str) -> Mine:
    refresh_schools_of(request.user)
    one = one_of(request.user, pk, key)
    if one is None:
        raise Http404
    return one

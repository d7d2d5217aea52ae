"""One's own weekly mail: whether it comes, on which day, and what it counts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reports.forms import DigestForm
from reports.queries.digests import choice_of, offered_for, topics_of
from reports.services.digests import choose_digest
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest

TEMPLATE = "reports/weekly_mail.html"


@require_http_methods(["GET", "HEAD", "POST"])
def weekly_mail(request: SignedInRequest) -> HttpResponse:
    """What was chosen, or is usual; of whoever nothing is asked there is no mail."""
    offered = offered_for(request.user)
    if not offered:
        return render(request, TEMPLATE, {"form": None})
    choice = choice_of(request.user)
    initial = {
        "wanted": "yes" if choice.wanted else "no",
        "weekday": choice.weekday,
        "topics": [topic.value for topic in topics_of(request.user)],
    }
    form = DigestForm(request.POST or None, initial=initial, offered=offered)
    page = FormPage(TEMPLATE, done="Your choice is saved.")
    if request.method != "POST":
        return page.show(request, form)

    def act() -> str:
        choose_digest(
            wanted=form.cleaned_data["wanted"] == "yes",
            weekday=form.cleaned_data["weekday"],
            topics=form.cleaned_data["topics"],
            by=request.user,
        )
        return reverse("weekly_mail")

    return page.answer(request, form, act)

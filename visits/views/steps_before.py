"""Next steps of the schools before: which of them go on at this one (ACC-102)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from engagement.models import SchoolYearRecord
from schools.access import get_visible_or_404, require
from schools.models import School
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from visits.forms.steps_before import StepsBeforeForm
from visits.services.carrying import steps_before as open_before
from visits.services.carrying import take_over_steps


@require_http_methods(["GET", "POST"])
def steps_before(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose open steps of the schools that this one follows; the others stay there."""
    school: School = get_visible_or_404(School.objects.all(), request.user, pk=pk)
    require(request.user, Capability.CHANGE_STEPS, school)
    record = _record(school)
    if record is None:
        messages.info(request, f"Open the record of {school} first.")
        return redirect(school)
    found = open_before(school).visible_to(request.user)
    sent = request.POST if request.method == "POST" else None
    form = StepsBeforeForm(sent, steps=list(found))
    page = FormPage(
        "visits/steps_before.html", {"school": school, "record": record, "steps": found}
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        keys = [int(key) for key in form.cleaned_data["steps"]]
        count = take_over_steps(into=record, keys=keys, by=request.user)
        go = "1 step goes" if count == 1 else f"{count} steps go"
        messages.success(request, f"{go} on at {school}.")
        return reverse("visits:school_steps", args=[school.pk])

    return page.answer(request, form, act)


def _record(school: School) -> SchoolYearRecord | None:
    """The newest record that can be written in."""
    rows = SchoolYearRecord.objects.filter(school=school)
    alive = rows.exclude(state=SchoolYearRecord.State.LOCKED)
    return alive.select_related("school", "year").order_by("-year__start").first()

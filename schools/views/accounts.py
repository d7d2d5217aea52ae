"""For whoever keeps people: how somebody signs in."""

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from schools.access import require
from schools.finding import find_person
from schools.forms.accounts import SecondStepForm
from schools.models import Person
from schools.services.accounts import remove_second_step
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.second_factor.views import just_shown


@require_http_methods(["GET", "POST"])
@just_shown
def second_step_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the second step from somebody who can no longer show it."""
    person: Person = find_person(request.user, pk)
    require(request.user, Capability.KEEP_PEOPLE)
    sent = request.POST if request.method == "POST" else None
    form = SecondStepForm(sent)
    page = FormPage("schools/second_step_remove.html", {"person": person})
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        reason = form.cleaned_data["reason"]
        remove_second_step(person=person, reason=reason, by=request.user)
        messages.success(request, f"The second step of {person} was removed.")
        return person.get_absolute_url()

    return page.answer(request, form, act)

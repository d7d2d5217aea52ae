"""What is due is waived, and asked for again."""

from collections.abc import Callable

from django.http import HttpResponse

from engagement.forms.obligations import ResumeForm, WaiveForm
from engagement.models import Obligation
from engagement.services.obligations import resume, waive
from schools.access import get_visible_or_404, require
from sitrack.core.form_pages import FormPage
from sitrack.core.forms import Form
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability


def due_waive(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say that something need not be done this time, and why."""
    done = "It is not asked for any more. Both sides read your reason."
    return _page(request, pk, WaiveForm, waive, "engagement/due_waive.html", done)


def due_resume(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask again for what was waived, and say why."""
    done = "It is asked for again."
    return _page(request, pk, ResumeForm, resume, "engagement/due_resume.html", done)


def _page(
    request: SignedInRequest,
    pk: int,
    form_of: type[Form],
    act: Callable[..., Obligation],
    template: str,
    done: str,
) -> HttpResponse:
    rows = Obligation.objects.select_related("school", "term__year", "waived_by")
    due = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, Capability.WAIVE_DUE, due.school)
    form = form_of(request.POST or None)
    page = FormPage(template, {"due": due, "school": due.school}, done=done)
    if request.method != "POST":
        return page.show(request, form)

    def go() -> str:
        reason = form.cleaned_data["reason"]
        return act(obligation=due, reason=reason, by=request.user).get_absolute_url()

    return page.answer(request, form, go)

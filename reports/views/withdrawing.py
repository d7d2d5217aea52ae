"""A look at a version before it is published, and withdrawing one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from engagement.forms.year import WhyForm
from reports.documents import kind_or_404
from reports.models import Publication
from reports.rules.publishing import audiences_for
from reports.services import withdrawing as service
from reports.services.publications import publishing_of
from schools.access import get_visible_or_404, require
from sitrack.core.documents import NotDrawn
from sitrack.core.files.serving import hand_out
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.rules import RuleBroken


@require_GET
def publish_preview(
    request: SignedInRequest, kind: str, pk: int, audience: str
) -> HttpResponse:
    """What a version for this audience would hold today; nothing is published."""
    found = kind_or_404(kind)
    school = found.about(found.find(request.user, pk)).school
    if audience not in audiences_for(kind, of_a_school=school is not None):
        raise Http404
    try:
        pdf, name = service.preview(
            kind=found, subject=pk, audience=audience, by=request.user
        )
    except RuleBroken as broken:
        messages.error(request, broken.message)
        return redirect("publish", kind=kind, pk=pk)
    except NotDrawn:
        messages.error(request, "The document could not be made. Try again later.")
        return redirect("publish", kind=kind, pk=pk)
    return hand_out(pdf, name=name)


@require_http_methods(["GET", "POST"])
def publication_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why a version holds no more."""
    rows = Publication.objects.select_related("school", "region", "withdrawal")
    version: Publication = get_visible_or_404(rows, request.user, pk=pk)
    require(request.user, publishing_of(version.kind), version.school)
    form = WhyForm(
        request.POST if request.method == "POST" else None,
        asked="Why is it withdrawn?",
        missing="Say why",
    )
    form.fields["reason"].help_text = "Everybody whom it was published for reads this."
    page = FormPage(
        "reports/publication_withdraw.html",
        {"publication": version},
        done=f"Version {version.number} is withdrawn.",
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        service.withdraw(publication=version, by=request.user, **form.cleaned_data)
        return version.get_absolute_url()

    return page.answer(request, form, act)

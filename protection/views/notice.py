"""The privacy notice: for everybody to read, for the administrator to word; and the
page from which data protection is looked after."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from protection.forms.notice import NoticeForm
from protection.models import PrivacyNotice
from protection.queries.notice import notice
from protection.rules import sections_of
from protection.services.notice import word_notice
from schools.access import may, require
from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.models import Event
from sitrack.core.roles import Capability


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What everybody is told about their data."""
    found = notice()
    user = request.user
    context = {
        "notice": found,
        "sections": sections_of(found.text),
        "looks_after": user.is_authenticated and _looks_after(user),
    }
    return render(request, "protection/privacy.html", context)


@require_safe
def data_protection(request: SignedInRequest) -> HttpResponse:
    """All that somebody does who looks after data protection."""
    may_dispose = may(request.user, Capability.DISPOSE)
    if not may_dispose:
        require(request.user, Capability.EXPORT_LOG)
    context = {
        "may_dispose": may_dispose,
        "may_export_log": may(request.user, Capability.EXPORT_LOG),
        "may_protect": may(request.user, Capability.PROTECT_DATA),
        "may_keep_people": may(request.user, Capability.KEEP_PEOPLE),
        "may_disclose": may(request.user, Capability.DISCLOSE),
    }
    return render(request, "protection/data_protection.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def privacy_change(request: SignedInRequest) -> HttpResponse:
    """Word the privacy notice."""
    require(request.user, Capability.PROTECT_DATA)
    sent = request.POST if request.method == "POST" else None
    form = NoticeForm(sent, notice=notice())

    def again() -> list[Difference]:
        now = notice()
        go_on_from(form, now.version)
        return differences(form, {"text": now.text})

    page = FormPage(
        "protection/privacy_change.html",
        {"events": Event.objects.about(PrivacyNotice(pk=1))[:20]},
        done="The privacy notice is changed.",
        again=again,
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        asked = form.cleaned_data
        word_notice(
            text=asked["text"], expected_version=asked["version"], by=request.user
        )
        return reverse("protection:privacy")

    return page.answer(request, form, act)


def _looks_after(user: object) -> bool:
    wanted = (Capability.EXPORT_LOG, Capability.DISPOSE)
    return any(may(user, capability) for capability in wanted)  # type: ignore[arg-type]

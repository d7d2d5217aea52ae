"""Taking up an invitation: the page that a mailed link opens."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from schools.choices import COMES_TO
from schools.forms.invitations import PasswordForm
from schools.models import Person
from schools.queries.people import post_title
from schools.role_names import role_names
from schools.services import invitations
from schools.services.refusals import Refusal
from sitrack.core.models import User
from sitrack.core.read_only.state import state
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.single_sign_on.arrivals import answers, enter
from sitrack.core.single_sign_on.journey import Arrival, Refused
from sitrack.core.single_sign_on.queries import connection_of
from sitrack.core.single_sign_on.views import find, go

# A dead link is gone; one that was never made looks like any page that is not there.
# Django logs the address of whatever it answers with 400 or more, so a link that still
# works is answered with 200 whatever is wrong.
STATUSES = {Refusal.UNKNOWN: 404, Refusal.SOMEBODY_ELSE: 200}
GONE = 410
INTENT = "invitation"


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page that a mailed link opens; only choosing a password uses it up.

    Programs that scan mail follow links: they read the page, and change nothing.
    """
    reader = request.user if isinstance(request.user, User) else None
    opened = invitations.open_link(token=token, reader=reader)
    if opened.invitation is None or opened.refusal:
        return _refused(request, opened.refusal or Refusal.UNKNOWN)
    data = request.POST if request.method == "POST" else None
    if data and "with" in data:
        provider, pk = find(data["with"]), opened.invitation.pk
        return go(request, provider, intent=INTENT, anew=True, invitation=pk)
    form = PasswordForm(data, invitation=opened.invitation)
    if form.is_valid():
        try:
            user = invitations.accept(
                invitation=opened.invitation, password=form.cleaned_data["password"]
            )
        except RuleBroken:
            return _refused(request, Refusal.WITHDRAWN)
        messages.success(request, f"You are signed in. {_first_task(user)}")
        answer: HttpResponse = perform_login(
            request, user, email_verification="none", redirect_url=reverse("home")
        )
        return answer
    post = opened.invitation.post
    context = {
        "form": form,
        "invitation": opened.invitation,
        "title": post_title(post, role_names()) if post else "",
    }
    return render(request, "schools/invitation.html", context)


@answers(INTENT)
def take_up_with(request: HttpRequest, arrival: Arrival) -> HttpResponse:
    """Whoever opened the link, and has come back from a provider, signs in with that
    from now on. The link is looked at anew: it may have ended meanwhile."""
    reader = request.user if isinstance(request.user, User) else None
    opened = invitations.open_again(pk=arrival.facts["invitation"], reader=reader)
    if opened.invitation is None or opened.refusal:
        return _refused(request, opened.refusal or Refusal.UNKNOWN)
    if state():
        raise Refused("Nothing can be saved at the moment.", code="read_only")
    user = invitations.accept(invitation=opened.invitation, identity=arrival.identity)
    connection = connection_of(arrival.identity)
    if connection is None:
        raise Refused("It was disconnected at this moment.", code="gone")
    messages.success(request, f"You are signed in. {_first_task(user)}")
    return enter(request, user, connection, onwards=reverse("home"))


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Why the link opens nothing, in words that tell a stranger nothing."""
    context = {"refusal": refusal.name, "link": request.path}
    status = STATUSES.get(refusal, GONE)
    page = "schools/invitation_refused.html"
    return render(request, page, context, status=status)


def _first_task(user: User) -> str:
    """One plain sentence about what the person comes to do here."""
    first = Person.objects.get(user=user).posts.order_by("-start").first()
    return COMES_TO[Role(first.role)] if first else ""

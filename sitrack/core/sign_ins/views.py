"""Where somebody is signed in, and how long that still lasts."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from sitrack.core.http import SignedInRequest, told_when_signed_out
from sitrack.core.sign_ins import services
from sitrack.core.sign_ins.queries import in_force


@require_safe
def own(request: SignedInRequest) -> HttpResponse:
    """One's own sign-ins, the one of this browser first."""
    lines = in_force(request.user, key=request.session.session_key)
    context = {"lines": lines, "elsewhere": len(lines) - 1}
    return render(request, "account/sign_ins.html", context)


@require_POST
def end(request: SignedInRequest, name: str) -> HttpResponse:
    """End one of them; somebody else's name is nobody's."""
    browser = services.end_one(name, by=request.user)
    if browser:
        messages.success(request, f"The sign-in in {browser} is ended.")
    else:
        messages.info(request, "That sign-in had ended already.")
    return redirect("sign_ins:own")


@require_POST
def end_others(request: SignedInRequest) -> HttpResponse:
    """End all but this one."""
    services.end_others(key=request.session.session_key, by=request.user)
    messages.success(request, "You are signed out everywhere else.")
    return redirect("sign_ins:own")


@told_when_signed_out
@require_GET
def left(request: SignedInRequest) -> HttpResponse:
    """What a page asks that stands open, by itself or because somebody stays."""
    return JsonResponse(request.session.left())

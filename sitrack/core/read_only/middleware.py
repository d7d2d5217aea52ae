"""Where nothing can be saved, what is sent is answered calmly, and shown again."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from sitrack.core.kept.showing import texts_of
from sitrack.core.middleware import GetResponse
from sitrack.core.read_only.state import ReadOnly, state

READS = {"GET", "HEAD", "OPTIONS"}
# Whoever comes to read must get in, and be able to leave.
SIGN_IN = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "single_sign_on:again",
    "single_sign_on:start",
}


class WriteNothing:
    """Answers 503 to whatever would save something, for as long as that is off."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: Any
    ) -> HttpResponse | None:
        """None where the view is to answer."""
        match = request.resolver_match
        if request.method in READS or (match and match.view_name in SIGN_IN):
            return None
        now = state()
        return _unavailable(request, now) if now else None


def _unavailable(request: HttpRequest, now: ReadOnly) -> HttpResponse:
    answer: HttpResponse
    if request.content_type == "application/json":
        answer = JsonResponse({"problem": "Nothing can be saved at the moment."})
    else:
        # What was picked rather than written is a word or a number: quickly done again.
        written = [each for each in texts_of(request.POST) if " " in each[1]]
        answer = render(request, "503.html", {"texts": written})
    answer.status_code = 503
    answer.headers["Retry-After"] = str(now.seconds)
    return answer

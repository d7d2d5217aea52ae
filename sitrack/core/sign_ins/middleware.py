"""What keeps a sign-in alive: what a person does, never what a page does by itself."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

# Sent by pages that ask how something goes on, or how long a sign-in still lasts.
BY_ITSELF = "By-Itself"


class NoteUse:
    """Counts the shorter limit anew with everything that somebody does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        if BY_ITSELF not in request.headers and request.user.is_authenticated:
            request.session.note_use()  # type: ignore[attr-defined]

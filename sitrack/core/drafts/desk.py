"""What a form's page knows of drafts, and what it begins with.

A view opts in with `keeps_drafts`; the layout of forms draws the rest.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeAlias, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.text import Truncator

from sitrack.core.drafts import services
from sitrack.core.drafts.keys import owner_of
from sitrack.core.drafts.services import Fields, Held, read_held
from sitrack.core.http import SignedInRequest
from sitrack.core.kept.passports import check
from sitrack.core.kept.showing import showing, shown_again, words_alone
from sitrack.core.models.draft import Draft
from sitrack.core.models.user import User
from sitrack.core.prepared import prepared

View: TypeAlias = Callable[..., HttpResponse]

# Answers that show the form once more, with what was typed still in it.
AGAIN = {200, 409, 422}
MOST_OFFERED = 5
DEVICE_COOKIE = "device" if settings.LOCAL else "__Host-device"
YEAR = 365 * 24 * 60 * 60
NOT_WORDS = {"submit_token", "passport", "version"}


@dataclass(frozen=True)
class Offer:
    """A draft as it is offered back: where it was typed, and how it begins."""

    draft: Draft
    where: str = ""

    @property
    def restore(self) -> str:
        """The form's page, filled with the draft."""
        return f"{self.draft.form}?draft={self.draft.pk}"

    @property
    def discard(self) -> str:
        """Where the draft is thrown away."""
        return reverse("drafts:discard", args=[self.draft.pk])

    @property
    def beginning(self) -> str:
        """The first words of its longest text, so that one knows it again."""
        texts = [
            text
            for name, values in self.draft.fields.items()
            for text in values
            if name not in NOT_WORDS
        ]
        longest = max(texts, key=len, default="").strip()
        return Truncator(longest).words(12) if " " in longest else ""


class Desk:
    """One opening of a form's page, by one person on one device."""

    def __init__(self, request: HttpRequest, *, form: str) -> None:
        self.user = cast(User, request.user)
        self.form = form
        self.page = uuid.uuid4()
        self.device = device_of(request)
        self.owner = owner_of(self.user)
        self.sent = request.POST if request.method == "POST" else None
        self._asked = "" if self.sent is not None else request.GET.get("draft", "")

    @cached_property
    def restored(self) -> Draft | None:
        """The draft that the page was asked to begin with."""
        asked = self._asked
        if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
            return None
        draft: Draft | None = _drafts(self.user.key, self.form).filter(pk=asked).first()
        return draft

    @property
    def words(self) -> QueryDict:
        """What the restored draft holds, as it would have been posted."""
        words = QueryDict(mutable=True)
        if self.restored is not None:
            for name, values in self.restored.fields.items():
                words.setlist(name, values)
        return words

    @property
    def sequence(self) -> int:
        """How much of this page the server knows already: all that was posted."""
        return int(self.sent is not None)

    @property
    def holds(self) -> list[Held]:
        """The drafts whose words stand on the page, its own first."""
        own = [Held(self.page, self.sequence)]
        if self.restored is not None:
            own.append(Held(self.restored.page, self.restored.sequence))
        return [*own, *read_held(shown_again("draft"))]

    @cached_property
    def offers(self) -> list[Offer]:
        """Drafts of this form that the person may take up, the newest first."""
        if self.sent is not None:
            return []
        rows = _to_offer(self.user.key, self.form)
        held = {held.page: held.sequence for held in self.holds}
        return [
            Offer(draft, where=self._where(draft))
            for draft in rows
            if draft.sequence > held.get(draft.page, -1)
        ]

    def keep_sent(self) -> None:
        """Keep what was posted and not saved: the page shows it, and may be lost."""
        fields: Fields = dict(cast(QueryDict, self.sent).lists())
        with suppress(services.TooLong):
            services.keep_posted(
                form=self.form,
                page=self.page,
                sequence=self.sequence,
                fields=clean(fields),
                holds=read_held(fields.get("draft", [])),
                device=self.device,
                by=self.user,
            )

    def _where(self, draft: Draft) -> str:
        if draft.device is None:
            return ""
        return "this" if draft.device == self.device else "another"


def _drafts(user: int, form: str) -> Any:
    return Draft.objects.filter(user=user, form=form, spent=False)


@prepared
def _to_offer(user: int, form: str) -> Any:
    """The newest drafts, one more than is offered: the page's own may be among them."""
    return _drafts(user, form).order_by("-saved_at", "-pk")[: MOST_OFFERED + 1]


def keeps_drafts(view: View) -> View:
    """Let the form of a page be kept as it is typed, and offered back.

    The page's own gates stand before its drafts: who may no longer open the page
    is shown none of them.
    """
    return _keeping(view, lambda request, *args, **kwargs: request.path)


def keeps_drafts_of(name: str) -> Callable[[View], View]:
    """The same where the form on a page is that of another, to which it is posted:
    ``name`` is that page's, whose address takes the same arguments."""

    def opt_in(view: View) -> View:
        return _keeping(
            view,
            lambda request, *args, **kwargs: reverse(name, args=args, kwargs=kwargs),
        )

    return opt_in


def _keeping(view: View, form_of: Callable[..., str]) -> View:
    @wraps(view)
    def answer(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if hasattr(request, "drafts"):  # One view calls another.
            return view(request, *args, **kwargs)
        desk = request.drafts = Desk(request, form=form_of(request, *args, **kwargs))
        if desk.restored is not None:
            return _restore(request, desk, lambda: view(request, *args, **kwargs))
        try:
            response = view(request, *args, **kwargs)
        except PermissionDenied:
            # They had the page open while they might still use it: nothing typed is lost,
            # and nobody else's words are shown who had it open in the same browser.
            passport = check(request)
            if desk.sent is None or not passport or passport.user_pk != request.user.pk:
                raise
            desk.keep_sent()
            return words_alone(request, desk.sent, status=403)
        again = desk.sent is not None and response.status_code in AGAIN
        if again and not request.headers.get("HX-Request"):
            desk.keep_sent()
        _remember(response, desk.device, known=DEVICE_COOKIE in request.COOKIES)
        return response

    return answer


def _restore(
    request: HttpRequest, desk: Desk, ask: Callable[[], HttpResponse]
) -> HttpResponse:
    """The page with the draft in its form, or the words alone where the form is
    there no longer; who may not open the page is told so, and shown nothing."""
    words = desk.words
    with showing(words) as shown:
        response = ask()
    if shown.taken or response.status_code >= 400:
        return response
    return words_alone(request, words)


def clean(fields: Fields) -> Fields:
    """Text as both databases take it: no zero bytes, no half characters."""
    return {name: [_clean(text) for text in texts] for name, texts in fields.items()}


def device_of(request: HttpRequest) -> uuid.UUID:
    """The browser, known by a random number of its own."""
    try:
        return uuid.UUID(request.COOKIES.get(DEVICE_COOKIE, ""))
    except ValueError:
        return uuid.uuid4()


def _remember(response: HttpResponse, device: uuid.UUID, *, known: bool) -> None:
    if not known:
        response.set_cookie(
            DEVICE_COOKIE,
            str(device),
            max_age=YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _clean(text: str) -> str:
    whole = text.replace("\x00", "").encode("utf-16", "surrogatepass")
    return whole.decode("utf-16", "replace")

"""Signing in: accounts are made by invitation, never by strangers."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from sitrack.core.guesses import GuessesByAccount
from sitrack.core.kept.services import newest_kept
from sitrack.core.knocks.services import note_refused
from sitrack.core.second_factor.freshness import is_fresh, note_fresh
from sitrack.core.sign_ins.means import means_of
from sitrack.core.sign_ins.services import in_turn, note_made

SECOND_STEP = "allauth.mfa.stages.AuthenticateStage"


class AccountAdapter(GuessesByAccount, DefaultAccountAdapter):
    """Nobody signs up by themselves; what is wrong is said in this service's words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Any) -> None:
        """Whose account was closed between one step and the next is not let in."""
        means = means_of(request, user)
        with transaction.atomic():
            is_open = in_turn(user).is_active
            if is_open:
                super().login(request, user)
                note_made(user, means=means)
        if not is_open:
            clear_login(request)
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        note_fresh(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A password was wrong, at the door or where it is asked for again."""
        email = credentials.get("email") or getattr(request.user, "email", "")
        note_refused(str(email), reason="the password was wrong")

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        note_refused(user.email, reason="the account is closed")
        answer: HttpResponse = super().respond_user_inactive(request, user)
        return answer

    def get_login_stages(self) -> list[str]:
        """A provider that counts as a second factor has asked for it already."""
        stages: list[str] = super().get_login_stages()
        if getattr(self.request, "is_second_factor_shown", False):
            stages.remove(SECOND_STEP)
        return stages

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Nobody who has just signed in is asked for the same again."""
        required = super().is_reauthentication_required(app=app, **options)
        return bool(required and not is_fresh(self.request))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody goes who asked for no page: to what waits for them first."""
        user = request.user
        kept = newest_kept(user) if user.is_authenticated else None
        return kept.address if kept else str(super().get_login_redirect_url(request))


class SignInForm(LoginForm):
    """An e-mail address and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        # The page has its own link for those who have forgotten it.
        self.fields["password"].help_text = ""

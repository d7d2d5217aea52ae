"""What the pages of letters are sent, and what they answer."""

from typing import Any

from django.test import Client
from django.urls import reverse

from engagement.models import RestrictedLetter
from sitrack.core.models import User
from sitrack.core.submissions import new_token


def sent(letter: RestrictedLetter, **words: Any) -> dict[str, Any]:
    return {"version": letter.version, "submit_token": new_token(), **words}


def step(letter: RestrictedLetter, verb: str) -> str:
    return reverse("engagement:letter_step", args=[letter.pk, verb])


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    return str(answer.content.decode())

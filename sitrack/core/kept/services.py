"""Keeping a posted form until its sender has signed in again, and no longer."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from datetime import timedelta

from cryptography.fernet import InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.http import QueryDict

from sitrack.core import clock, sweep
from sitrack.core.kept.passports import Passport
from sitrack.core.kept.showing import may_be_kept
from sitrack.core.models.kept_post import KeptPost
from sitrack.core.models.user import User
from sitrack.core.sealing import keys_from

KEPT_FOR = timedelta(hours=24)
# The longest form when every box is full; what is above is no form of ours.
MOST_CHARACTERS = 1_000_000


@transaction.atomic
def keep_post(*, passport: Passport, sent: QueryDict) -> KeptPost | None:
    """Keep what was posted for the user whom its passport names; nothing is done.

    The same form posted again replaces what it said before. Answers None where the
    user is gone or the form is longer than any of ours.
    """
    user = User.objects.filter(pk=passport.user_pk, is_active=True).first()
    text = json.dumps(
        {name: sent.getlist(name) for name in _kept(sent)}, ensure_ascii=False
    )
    if user is None or len(text) > MOST_CHARACTERS:
        return None
    kept, _ = KeptPost.objects.update_or_create(
        user=user,
        token=passport.token,
        defaults={
            "path": passport.path,
            "sealed": _keys().encrypt(text.encode()).decode(),
            "at": clock.now(),
        },
    )
    return kept


def find_kept(token: str, *, of: User | None = None) -> KeptPost | None:
    """What is kept under a form's token, for this user alone where one is given."""
    try:
        value = uuid.UUID(token)
    except ValueError:
        return None
    rows = KeptPost.objects.select_related("user").filter(
        token=value, at__gt=clock.now() - KEPT_FOR
    )
    return (rows.filter(user=of) if of else rows).first()


def newest_kept(user: User) -> KeptPost | None:
    """What waits for a user who has just signed in."""
    rows = KeptPost.objects.filter(user=user, at__gt=clock.now() - KEPT_FOR)
    return rows.order_by("-at").first()


def words_of(kept: KeptPost) -> QueryDict:
    """What was typed; empty where the key has changed since."""
    words = QueryDict(mutable=True)
    try:
        text = _keys().decrypt(kept.sealed.encode())
    except InvalidToken:
        return words
    for name, values in json.loads(text).items():
        words.setlist(name, values)
    return words


def let_go(kept: KeptPost) -> None:
    """Its words are saved; call it in the transaction that saves them."""
    kept.delete()


def expire(limit: int) -> None:
    """Forget what nobody has come back for."""
    old = KeptPost.objects.filter(at__lte=clock.now() - KEPT_FOR)
    keys = list(old.values_list("pk", flat=True)[:limit])
    KeptPost.objects.filter(pk__in=keys).delete()


sweep.also(expire)


def _kept(sent: QueryDict) -> Iterable[str]:
    return [name for name in sent if may_be_kept(name)]


def _keys() -> MultiFernet:
    """One key from each secret, so that changing the secret loses nothing."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return keys_from(secrets, use="sitrack.core.kept", part="posts")

"""Submit tokens: the same form posted twice is answered twice and done once.

A token is bound to what was posted with it. When an answer is lost, its sender
types on and sends again: the same token with other content is a later state of the
same form, and its words must not vanish behind "already saved".
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from django.db import IntegrityError, models, transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from sitrack.core.drafts.services import read_held, spend
from sitrack.core.kept.services import let_go
from sitrack.core.kept.showing import token_shown
from sitrack.core.models.submission import Submission
from sitrack.core.models.user import User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import following

Files: TypeAlias = "MultiValueDict[str, Any]"
# What belongs to the page and not to what its reader typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "submit_token", "passport", "draft"})


class SentBefore(RuleBroken):
    """The form was done already, with other words, and cannot be done over."""

    def __init__(self) -> None:
        super().__init__(
            "You sent this form a moment ago, and it was received. What you have"
            " changed since is below and is not sent. Send it again only if it is"
            " to be added as well."
        )


def new_token() -> str:
    return str(uuid.uuid4())


def token_for(sent: QueryDict) -> str:
    """The token for a form as it is shown now: the one it was posted with, if any.

    What was refused as sent before gets a new one: posted again, it counts.
    """
    posted = sent.get("submit_token", "") or token_shown()
    spent = _spent(posted)
    if not posted or (spent and spent.refused == content_of(sent)):
        return new_token()
    return posted


def content_of(sent: QueryDict, files: Files | None = None) -> str:
    """What was posted, as one short name: the same words have the same."""
    digest = hashlib.sha256()
    for part in _parts(sent, files):
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()


def once(
    sent: QueryDict,
    *,
    by: User,
    act: Callable[[], str],
    go_on: Callable[[], str] | None = None,
    files: Files | None = None,
) -> str:
    """Do what a form asks for, once, and return where its sender is taken.

    ``act`` does it and returns an address. It runs in one transaction with the
    spending of the token, and of the drafts whose words the form holds. When the same person posts the same form again, with
    the same content, nothing is done and the earlier address is returned. With
    other content ``go_on`` is called, and counts from the versions that the first
    post left; without one SentBefore is raised. A malformed token counts as new.
    """
    value = _token(sent.get("submit_token", "")) or uuid.uuid4()
    content = content_of(sent, files)
    try:
        with transaction.atomic():
            first = Submission.objects.create(token=value, user=by, content=content)
            return _run(first, act, sent)
    except IntegrityError:
        if not Submission.objects.filter(token=value, user=by).exists():
            raise
    with transaction.atomic():
        rows = Submission.objects.select_for_update()
        earlier = rows.get(token=value, user=by)
        if content == earlier.content:
            return earlier.result
        if go_on is not None:
            earlier.content = content
            return _run(earlier, go_on, sent)
        earlier.refused = content_of(sent)
        earlier.save(update_fields=["refused"])
    raise SentBefore


def made_before(sent: QueryDict, model: type[models.Model], *, by: User) -> int | None:
    """The row that this form made when it was posted before, with other words.

    For a page that makes something: the later words belong to what it made.
    """
    earlier = _spent(sent.get("submit_token", ""))
    if not earlier or earlier.user != by or earlier.content == content_of(sent):
        return None
    for name, (shown, _) in earlier.trail.items():
        label, _, pk = name.partition(":")
        if label == model._meta.label_lower and shown == 0:
            return int(pk)
    return None


def _run(submission: Submission, act: Callable[[], str], sent: QueryDict) -> str:
    with following(submission.trail):
        submission.result = act()
    submission.save(update_fields=["content", "result", "trail"])
    let_go(submission.token, by=submission.user)
    spend(read_held(sent.getlist("draft")), by=submission.user)
    return submission.result


def _spent(token: str) -> Submission | None:
    value = _token(token)
    rows = Submission.objects.select_related("user")
    return rows.filter(token=value).first() if value else None


def _token(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _parts(sent: QueryDict, files: Files | None) -> Iterator[bytes]:
    for name in sorted(set(sent) - NOT_TYPED):
        yield name.encode()
        for value in sent.getlist(name):
            yield value.encode()
    for name, uploads in sorted(files.lists()) if files else []:
        for upload in uploads:
            yield f"{name}/{upload.name}".encode()
            yield from upload.chunks()
            upload.seek(0)

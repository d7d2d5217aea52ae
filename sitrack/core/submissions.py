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

from sitrack.core.drafts.services import Held, read_held, spend
from sitrack.core.kept.services import find_kept, let_go, words_of
from sitrack.core.kept.showing import token_shown
from sitrack.core.models.submission import Submission
from sitrack.core.models.user import User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Trail, following

Files: TypeAlias = "MultiValueDict[str, Any]"
NEVER = -1  # A version that no row has.
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


def token_for(sent: QueryDict, *, goes_on: bool = False) -> str:
    """The token for a form as it is shown now: the one it was posted with, if any.

    What was refused as sent before gets a new one: posted again, it counts. A form
    that ``goes_on``, as in ``once``, is never refused so, and costs no query.
    """
    posted = sent.get("submit_token", "") or token_shown()
    spent = None if goes_on else _spent(posted)
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
    spending of the token, and of the drafts whose words the form holds. When the
    same person posts the same form again, with the same content, nothing is done
    and the earlier address is returned. With other content ``go_on`` is called, and
    counts from the versions that the first post left, unless another page sent
    that, which took the form up from a draft; without one SentBefore is raised. A
    malformed token counts as new.
    """
    value = _token(sent.get("submit_token", "")) or uuid.uuid4()
    content = content_of(sent, files)
    try:
        with transaction.atomic():
            first = Submission.objects.create(token=value, user=by)
            return _run(first, act, sent, content)
    except IntegrityError:
        if not Submission.objects.filter(token=value, user=by).exists():
            raise
    with transaction.atomic():
        rows = Submission.objects.select_for_update()
        earlier = rows.get(token=value, user=by)
        if content == earlier.content:
            return earlier.result
        if go_on is not None:
            return _run(earlier, go_on, sent, content)
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
    for name, step in earlier.trail.items():
        label, _, pk = name.partition(":")
        if label == model._meta.label_lower and step["made"]:
            return int(pk)
    return None


def _run(
    submission: Submission, act: Callable[[], str], sent: QueryDict, content: str
) -> str:
    pages = read_held(sent.getlist("draft"))
    own = _knows(pages, submission.page)
    trail = submission.trail if own else _made(submission.trail)
    with following(trail):
        submission.result = act()
    submission.content, submission.trail = content, trail
    submission.page = _sender(sent)
    submission.save()
    kept = find_kept(str(submission.token), of=submission.user)
    if kept and _knows(pages, _sender(words_of(kept))):
        let_go(kept)
    spend(pages, by=submission.user)
    return submission.result


def _sender(sent: QueryDict) -> str:
    """The opened page that sent a form, and how far that had come."""
    pages = read_held(sent.getlist("draft"))
    return str(pages[0]) if pages else ""


def _knows(pages: list[Held], sender: str) -> bool:
    """Whether a page holds all that another sent before under the same token.

    Two pages share a token where one took the form up from the other's draft: what
    one of them saves afterwards is news to the other.
    """
    return not sender or any(
        page.page == before.page and page.sequence >= before.sequence
        for before in read_held([sender])
        for page in pages
    )


def _made(trail: Trail) -> Trail:
    """What the form made, without the versions that only its sender saw."""
    return {
        name: {"shown": NEVER, "left": NEVER, "made": True}
        for name, step in trail.items()
        if step["made"]
    }


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

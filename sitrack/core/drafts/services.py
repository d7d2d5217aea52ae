"""Keeping what somebody types, and letting it go once it is saved (design 6)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeAlias

from django.db import transaction

from sitrack.core import clock, sweep
from sitrack.core.models.draft import Draft
from sitrack.core.models.user import User

KEPT_FOR = timedelta(days=14)
# The longest form is far below this; what is above is no form of ours.
MOST_CHARACTERS = 500_000
# What a page has of its own, and must never be given back from an earlier one.
OF_THE_PAGE = {"csrfmiddlewaretoken", "draft"}

Fields: TypeAlias = dict[str, list[str]]
# Each narrows drafts to those that may go: an app above knows of legal holds.
_sparing: list[Callable[[Any], Any]] = []


class TooLong(Exception):
    """More was typed than a draft holds."""


@dataclass(frozen=True)
class Held:
    """A draft whose words a page holds, up to a sequence; as text ``page:sequence``."""

    page: uuid.UUID
    sequence: int

    def __str__(self) -> str:
        return f"{self.page}:{self.sequence}"


def spares(narrow: Callable[[Any], Any]) -> None:
    """Have a function narrow a queryset of drafts to those that may be forgotten."""
    if narrow not in _sparing:
        _sparing.append(narrow)


def read_held(texts: Iterable[str]) -> list[Held]:
    """What a form says that it holds; what cannot be read is left out."""
    found = []
    for text in texts:
        page, _, sequence = text.partition(":")
        if sequence.isascii() and sequence.isdecimal() and len(sequence) < 17:
            try:
                found.append(Held(uuid.UUID(page), int(sequence)))
            except ValueError:
                continue
    return found


@transaction.atomic
def keep_draft(
    *,
    form: str,
    page: uuid.UUID,
    sequence: int,
    fields: Fields,
    by: User,
    device: uuid.UUID | None = None,
    holds: Iterable[Held] = (),
) -> Draft:
    """Keep what stands on an opened page, and return its draft as it is now.

    ``form`` is the path of the page, ``page`` the one time that it was opened,
    ``sequence`` grows with every change made there: an older one never overwrites
    a newer one, nor brings back a draft that was spent. Without fields the page
    stands as it was opened, and there is nothing to keep. ``holds`` names the drafts
    whose words this page began with; they give way to this one, unless somebody
    typed on in them since. Raises TooLong.
    """
    kept, now = _kept(fields), clock.now()
    draft = Draft(user=by, form=form, page=page, sequence=0, saved_at=now)
    Draft.objects.bulk_create([draft], ignore_conflicts=True)
    rows = Draft.objects.filter(user=by, page=page)
    rows.filter(sequence__lt=sequence).update(
        form=form,
        device=device,
        sequence=sequence,
        fields=kept,
        spent=not kept,
        saved_at=now,
    )
    spend((held for held in holds if held.page != page), by=by)
    return rows.get()


def keep_posted(
    *,
    form: str,
    page: uuid.UUID,
    sequence: int,
    fields: Fields,
    by: User,
    device: uuid.UUID | None = None,
    holds: Iterable[Held] = (),
) -> Draft:
    """Keep what was posted and not saved, as the draft of the page that shows it now.

    As ``keep_draft``, for a page that is only being opened: nothing of it is kept
    yet, and nobody else can be writing there. It is kept before others give way to it:
    what breaks off in between leaves both, and loses nothing. Raises TooLong.
    """
    kept = _kept(fields)
    draft = Draft.objects.create(
        user=by,
        form=form,
        page=page,
        device=device,
        sequence=sequence,
        fields=kept,
        spent=not kept,
        saved_at=clock.now(),
    )
    spend(holds, by=by)
    return draft


def spend(holds: Iterable[Held], *, by: User) -> None:
    """Let go of drafts whose words are safe elsewhere; call it in the transaction
    that saves them, or after it.

    A draft in which more was typed since stays. One that has not reached us yet is
    noted as spent, so that it comes to nothing when it does.
    """
    for held in holds:
        if held.sequence:
            _spend(held, by)


@transaction.atomic(savepoint=False)
def _spend(held: Held, by: User) -> None:
    now = clock.now()
    late = Draft(user=by, page=held.page, sequence=0, spent=True, saved_at=now)
    Draft.objects.bulk_create([late], ignore_conflicts=True)
    rows = Draft.objects.filter(user=by, page=held.page)
    rows.filter(sequence__lte=held.sequence).update(
        sequence=held.sequence, fields={}, spent=True, saved_at=now
    )


@transaction.atomic
def discard(*, draft: Draft, by: User) -> None:
    """Throw away one's own draft as it was shown; what was typed since stays. Where
    something spares it, its words stay where nobody is offered them."""
    mine = Draft.objects.filter(user=by, page=draft.page)
    if _may_go(mine).exists():
        spend([Held(draft.page, draft.sequence)], by=by)
    else:
        mine.filter(sequence__lte=draft.sequence).update(spent=True)


def expire(limit: int) -> None:
    """Forget drafts that nobody has touched for two weeks, and that nothing spares."""
    old = _may_go(Draft.objects.filter(saved_at__lt=clock.now() - KEPT_FOR))
    Draft.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:limit])).delete()


sweep.also(expire)


def _may_go(rows: Any) -> Any:
    for narrow in _sparing:
        rows = narrow(rows)
    return rows


def _kept(fields: Fields) -> Fields:
    """What of a form is kept; raises TooLong."""
    kept = {name: values for name, values in fields.items() if _may_keep(name)}
    if len(json.dumps(kept, ensure_ascii=False)) > MOST_CHARACTERS:
        raise TooLong
    return kept


def _may_keep(name: str) -> bool:
    return name not in OF_THE_PAGE and "password" not in name

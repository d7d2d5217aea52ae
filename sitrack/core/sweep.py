"""The sweep: claims rows that ask for work, and does it (design: rows are the truth).

Celery calls it at once and every minute; without a broker it runs after commit
and from ``manage.py tick``. Two sweeps never do the same row, and a row whose
sweeper died is taken up again when its lease ends.

Some rows take long: a page that wakes the sweep does not wait for those. A worker and
``tick`` do them, for a time that a task may last; without a broker a thread does, too.
"""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.models import F, Q
from django.utils import timezone

from sitrack.core.models.job import Claimable, JobState
from sitrack.core.read_only import state as read_only

LEASE = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=1)
AT_ONCE = 100
# After so many failures in a row a kind of row is left for a later sweep: what it needs,
# such as the mail server, is not there. One failure that took so long is enough: the
# next would hold up what has nothing to do with it.
FAILURES = 3
SLOW = 5
# How long a sweep goes on taking up rows, once for short ones and once for those that
# take long, so that a task ends within its time; and how long one that a page waits for.
SECONDS = 25
SECONDS_OF_A_PAGE = 3
# How many sweeps do long rows at once, so that mails are not kept waiting.
LONG_AT_ONCE = 2
log = logging.getLogger(__name__)
_asleep: ContextVar[bool] = ContextVar("sweep_asleep", default=False)
_handlers: dict[type[Claimable], Callable[[Any], None]] = {}
_long_work: dict[type[Claimable], Callable[[Any], None]] = {}
_besides: list[Callable[[int], object]] = []
_afterwards: list[Callable[[int], object]] = []
_one_thread = threading.Lock()


class GivenUp(Exception):
    """Raised by a handler where another attempt would come to the same: the row has
    failed, and what such rows need is there for others."""


def handles(
    model: type[Claimable], *, long: bool = False
) -> Callable[[Callable[[Any], None]], Callable[[Any], None]]:
    """Name the function that does the work of one kind of row, and whether a row of it
    takes so long that no page should wait for it."""

    def register(handler: Callable[[Any], None]) -> Callable[[Any], None]:
        (_long_work if long else _handlers)[model] = handler
        return handler

    return register


def also(work: Callable[[int], object], *, long: bool = False) -> None:
    """Have a function run at each sweep, told how much it may do at once.

    For work that is no row's: it must bear being run twice, and at the same time. No
    page waits for it where it is named long.
    """
    works = _afterwards if long else _besides
    if work not in works:
        works.append(work)


@contextmanager
def asleep() -> Iterator[None]:
    """Let nothing wake the sweep for as long as the block runs."""
    token = _asleep.set(True)
    try:
        yield
    finally:
        _asleep.reset(token)


def wake() -> None:
    """Have the sweep run once the present transaction has committed."""
    if _asleep.get():
        return
    transaction.on_commit(_call, robust=True)


def _call() -> None:
    if settings.CELERY_BROKER_URL:
        from sitrack.core.tasks import sweep_task

        sweep_task.apply_async(retry=False)
    else:
        sweep(long=False)
        if long_work_is_due() and _one_thread.acquire(blocking=False):
            threading.Thread(target=_work_on, name="sweep", daemon=True).start()


class _Patience:
    """How long a sweep goes on, and with what: told as it goes."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._failures: Counter[type[Claimable]] = Counter()

    def is_out(self, model: type[Claimable]) -> bool:
        """Whether no more rows of a kind are to be taken up."""
        return time.monotonic() > self._end or self._failures[model] >= FAILURES

    def note_done(self, model: type[Claimable]) -> None:
        self._failures[model] = 0

    def note_failed(self, model: type[Claimable], *, seconds: float) -> None:
        """A row failed, after so many seconds."""
        self._failures[model] += FAILURES if seconds >= SLOW else 1


def sweep(limit: int = AT_ONCE, *, long: bool = True) -> int:
    """Do what is due, at most ``limit`` rows of each kind; returns how many.

    What is done here wakes no sweep inside this one: a hundred reminders would be a
    hundred deep. The rows that it brings are looked for once more at the end.
    While nothing may be saved, what is due waits.
    """
    if read_only.state():
        return 0
    patience = _Patience(SECONDS if long else SECONDS_OF_A_PAGE)
    with asleep():
        done = _do_rows(limit, patience)
        for work in _besides:
            _run(work, limit)
        done += _do_rows(max(0, limit - done), patience)
        if not long:
            return done
        for work in _afterwards:
            _run(work, limit)
        return done + _do_long_rows(limit)


def long_work_is_due() -> bool:
    """Whether rows wait that take long, and not enough sweeps are at them already."""
    if read_only.state():
        return False
    now = timezone.now()
    held = sum(
        model._default_manager.filter(
            state=JobState.RUNNING, leased_until__gte=now
        ).count()
        for model in _long_work
    )
    return held < LONG_AT_ONCE and any(_due(model).exists() for model in _long_work)


def _work_on() -> None:
    """Sweep until nothing is left that takes long: the work of a thread."""
    try:
        while long_work_is_due():
            sweep()
    finally:
        connections.close_all()
        _one_thread.release()


def _do_long_rows(limit: int) -> int:
    if not long_work_is_due():
        return 0
    patience = _Patience(SECONDS)
    return sum(_do_kind(model, limit, patience) for model in _long_work)


def _do_rows(limit: int, patience: _Patience) -> int:
    return sum(_do_kind(model, limit, patience) for model in _handlers)


def _do_kind(model: type[Claimable], limit: int, patience: _Patience) -> int:
    done = 0
    for pk in _due(model).values_list("pk", flat=True)[:limit]:
        if patience.is_out(model):
            break
        done += _do_one(model, pk, patience)
    return done


def _run(work: Callable[[int], object], limit: int) -> None:
    try:
        work(limit)
    except Exception:
        log.exception("%s failed", work.__name__)


def _due(model: type[Claimable]) -> Any:
    now = timezone.now()
    free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, leased_until__lt=now)
    return model._default_manager.filter(free, due_at__lte=now).order_by("due_at")


def _do_one(model: type[Claimable], pk: Any, patience: _Patience) -> bool:
    """Whether it is done here: another sweep may be at it, and it may fail."""
    claimed = (
        _due(model)
        .filter(pk=pk)
        .order_by()
        .update(
            state=JobState.RUNNING,
            leased_until=timezone.now() + LEASE,
            attempts=F("attempts") + 1,
        )
    )
    if not claimed:
        return False
    row = model._default_manager.get(pk=pk)
    handler = _handlers.get(model) or _long_work[model]
    begun = time.monotonic()
    try:
        handler(row)
    except GivenUp as error:
        log.warning("%s %s is given up: %s", model.__name__, pk, error)
        _put_back(row, error, for_good=True)
        patience.note_done(model)
        return False
    except Exception as error:
        log.exception("%s %s failed", model.__name__, pk)
        _put_back(row, error)
        patience.note_failed(model, seconds=time.monotonic() - begun)
        return False
    patience.note_done(model)
    # A row that has become work once more meanwhile stays so.
    same = model._default_manager.filter(pk=pk, state=JobState.RUNNING)
    same.update(state=JobState.DONE, leased_until=None)
    return True


def _put_back(row: Claimable, error: Exception, *, for_good: bool = False) -> None:
    """Try again later, each time after a longer pause; give up in the end where the
    kind of row allows it."""
    tried_enough = row.attempts >= row.most_attempts and not row.never_given_up
    given_up = for_good or tried_enough
    pause = timedelta(minutes=2 ** min(row.attempts, 6))
    type(row)._default_manager.filter(pk=row.pk).update(
        state=JobState.FAILED if given_up else JobState.WAITING,
        leased_until=None,
        due_at=timezone.now() + min(pause, LONGEST_PAUSE),
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )

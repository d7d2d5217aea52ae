"""Sealing events into the chain, and the one way to take words out of the log."""

import logging
import re
from collections.abc import Container, Iterable
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef

from sitrack.core import clock, events, sweep
from sitrack.core.audit import guard, marks
from sitrack.core.audit.marks import ERASED, UNNAMED
from sitrack.core.models.event import Audience, Event
from sitrack.core.models.event_seal import EventSeal
from sitrack.core.models.user import User

# How many events one sweep seals, and how far back it looks for one whose transaction
# ended after that of a later number; none may last longer than half a minute.
AT_ONCE = 5_000
LATE = 10_000
NOBODY = "a name that was erased"
log = logging.getLogger(__name__)

events.register(
    {
        ERASED: "did something whose words were erased from the log",
        "event.erased": "erased the words of an event from the log: {reason}",
    }
)


def seal(limit: int = AT_ONCE) -> int:
    """Fasten the events that have no seal yet to the chain; returns how many.

    Two at once do no harm: the second finds the place taken and leaves off.
    """
    try:
        with transaction.atomic():
            return _seal(limit)
    except IntegrityError:
        return 0


def seal_what_waits(_: int) -> int:
    """The sweep's call, which may do more at once than rows of work."""
    return seal()


sweep.also(seal_what_waits, long=True)


def _seal(limit: int) -> int:
    newest = EventSeal.objects.aggregate(event=Max("event"))["event"] or 0
    has_seal = Exists(EventSeal.objects.filter(event=OuterRef("pk")))
    waiting = (
        Event.objects.filter(~has_seal, pk__gt=newest - LATE)
        .order_by("pk")
        .values_list("pk", "mark")[:limit]
    )
    last = EventSeal.objects.order_by("-position").first()
    sealed, link = (last.position, last.link) if last else (0, "")
    seals = []
    for position, (event, mark) in enumerate(waiting, start=sealed + 1):
        link = marks.link_of(link, event, mark)
        seals.append(EventSeal(position=position, event=event, mark=mark, link=link))
    EventSeal.objects.bulk_create(seals, batch_size=1_000)
    if seals:
        transaction.on_commit(lambda: _tell_head(seals[-1]))
    return len(seals)


def _tell_head(head: EventSeal) -> None:
    """Write how far the chain goes where the database cannot take it back."""
    log.info("events are sealed up to %s %s", head.position, head.link)
    with Path(settings.AUDIT_HEADS).open("a", encoding="utf-8") as heads:
        heads.write(f"{clock.now().isoformat()} {head.position} {head.link}\n")


@transaction.atomic
def erase(found: Iterable[Event], *, by: User | None, reason: str) -> int:
    """Put a blank in the place of events' words and names; returns how many.

    When it was, what it was about and its seal stay, and each erasing is an event itself.
    """
    blanks = _blank(found, reason)
    for blank in blanks:
        events.record(
            "event.erased", blank, by=by, audience=Audience.SYSTEM, reason=reason
        )
    return len(blanks)


@transaction.atomic
def erase_many(found: Iterable[Event], *, reason: str) -> int:
    """The same for many at once; returns how many. Whoever calls it records one event
    that tells of all."""
    return len(_blank(found, reason))


def _blank(found: Iterable[Event], reason: str) -> list[Event]:
    blanks = [_blank_of(event) for event in list(found)]
    with guard.lifted(reason[:200]):
        for blank in blanks:
            blank.save(force_update=True)
    return blanks


def _blank_of(event: Event) -> Event:
    blank = Event(
        pk=event.pk,
        at=event.at,
        verb=ERASED,
        subject=event.subject,
        scope=event.scope,
        audience=Audience.SYSTEM,
        actor_name=NOBODY,
        # So that this blank cannot be laid over another event.
        data={"event": str(event.pk)},
    )
    blank.mark = marks.mark_of(blank.facts)
    return blank


def saying(names: Iterable[str]) -> re.Pattern[str]:
    """Finds any of these names as words of their own; nothing, where there is none."""
    known = sorted({name for name in names if name.strip()}, key=len, reverse=True)
    words = "|".join(map(re.escape, known)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@transaction.atomic
def unname(
    names: Iterable[str],
    *,
    shared: Iterable[str],
    actor: str,
    about: Container[str],
    instead: str,
    reason: str,
) -> int:
    """Put a tombstone in the place of somebody's names where the log says them;
    returns in how many events.

    Whoever did an event is told by ``actor``, the key of their account. A name that
    others bear too, ``shared``, is theirs where they did it or it is ``about`` them.
    What was done, when and about what stays, and so does the seal: the event carries
    its own number, so that it cannot be laid over another.
    """
    own, any_ = saying(names), saying([*names, *shared])
    done = 0
    with guard.lifted(reason[:200]):
        for event in Event.objects.order_by("pk").iterator(chunk_size=2_000):
            facts = {name: str(fact) for name, fact in event.data.items()}
            by_them = bool(actor) and event.actor_key == actor
            said = any_ if by_them or event.subject in about else own
            told = (event.label, *facts.values())
            if not by_them and not any(said.search(text) for text in told):
                continue
            if by_them:
                event.actor_name = instead[:150]
            event.label = said.sub(instead, event.label)[:250]
            event.data = {name: said.sub(instead, fact) for name, fact in facts.items()}
            event.data[UNNAMED] = str(event.pk)
            event.mark = marks.mark_of(event.facts)
            event.save(force_update=True)
            done += 1
    return done

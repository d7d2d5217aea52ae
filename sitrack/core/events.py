"""Recording what was done, in the words that people read on the page.

Each app registers its sentences; a verb without a sentence cannot be recorded.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import models

from sitrack.core import clock
from sitrack.core.audit.marks import mark_of
from sitrack.core.models.event import Audience, Event
from sitrack.core.models.user import User
from sitrack.core.prepared import prepared
from sitrack.core.words import worded

SYSTEM_NAME = "sitrack"
MOST_TOLD = 15
_sentences: dict[str, str] = {}
_listeners: list[Callable[[Event], None]] = []


def register(sentences: Mapping[str, str]) -> None:
    """Add sentences such as ``{"visit.shared": "shared the note of {label}"}``."""
    for verb, sentence in sentences.items():
        if _sentences.get(verb, sentence) != sentence:
            raise ValueError(f"The verb {verb} already has another sentence.")
        _sentences[verb] = sentence


def registered() -> dict[str, str]:
    """All verbs and their sentences."""
    return dict(_sentences)


def listen(listener: Callable[[Event], None]) -> None:
    """Have a function called with each event, in the transaction that it tells of.

    An app above hears so of what is done below it, and must be quick.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def record(
    verb: str,
    subject: models.Model,
    /,
    *,
    by: User | None,
    audience: Audience = Audience.LEADERS,
    scope: str = "",
    **data: Any,
) -> Event:
    """Write the event; call it inside the transaction that it tells of.

    ``by`` is None when the system acts. ``data`` holds plain facts for the
    sentence. Raises KeyError for a verb that no app has registered, and for a
    fact that the verb's sentence needs and did not get.
    """
    event = Event(
        at=clock.now(),
        verb=verb,
        subject=Event.key(subject),
        label=str(subject)[:250],
        scope=scope,
        audience=audience,
        actor_key=Event.actor_key_of(by),
        actor_name=str(by) if by else SYSTEM_NAME,
        data={name: str(fact) for name, fact in data.items()},
    )
    sentence_for(event)
    event.mark = mark_of(event.facts)
    event.save()
    for listener in _listeners:
        listener(event)
    return event


def told_about(subject: models.Model, audiences: Iterable[Audience]) -> list[Event]:
    """What was done about a thing, the newest first, as far as a reader is told."""
    return _told_about(Event.key(subject), frozenset(audiences))


def all_told_about(subject: models.Model, audiences: Iterable[Audience]) -> list[Event]:
    """The same, however much was done: for what takes few steps."""
    return _all_told_about(Event.key(subject), frozenset(audiences))


def told_within(scope: str, audiences: Iterable[Audience]) -> list[Event]:
    """What was done in a scope lately, the newest first, as far as a reader is told."""
    return _told_within(scope, frozenset(audiences))


@prepared
def _told_about(key: str, audiences: frozenset[Audience]) -> Any:
    return Event.objects.filter(subject=key).told_to(audiences)[:MOST_TOLD]


@prepared
def _all_told_about(key: str, audiences: frozenset[Audience]) -> Any:
    return Event.objects.filter(subject=key).told_to(audiences)


@prepared
def _told_within(scope: str, audiences: frozenset[Audience]) -> Any:
    return Event.objects.within(scope).told_to(audiences)[:MOST_TOLD]


def sentence_for(event: Event) -> str:
    """What was done, as a sentence that follows the actor's name."""
    return worded(_sentences[event.verb], label=event.label, **event.data)

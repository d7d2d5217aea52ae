"""What the log of events says by and about a person, as a reader may know it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from protection.queries.held import Held, Line, Subject
from schools.access import audiences_of
from schools.models import Post, School
from schools.queries.people import OF_SIGN_INS
from sitrack.core.models import Audience, Event, User


def events_of(subject: Subject, reader: User, most: int | None = None) -> Held | None:
    """The log, the latest first; nothing of restricted letters is in it.

    Whoever may not read the words of an event is told when it was and its kind. When
    somebody signs in stands on no page of others: it would tell when they work.
    """
    rows = _rows(subject)
    if most is not None and reader != subject.user:
        rows = rows.exclude(verb="sign_in.made")
    shown = list(rows[:most])
    if not shown:
        return None
    count = len(shown) if most is None or len(shown) < most else rows.count()
    told = _Told(subject, reader)
    return Held("Log of events", "events", count, [told.line(one) for one in shown])


def _keys(subject: Subject) -> list[str]:
    rows = (subject.person, subject.user)
    return [Event.key(row) for row in rows if row is not None]


def _rows(subject: Subject) -> QuerySet[Event]:
    wanted = Q(subject__in=_keys(subject))
    if subject.person:
        posts = Post.objects.filter(person=subject.person)
        wanted |= Q(subject__in=Event.keys_of(posts))
    if subject.user:
        wanted |= Q(actor_key=Event.actor_key_of(subject.user))
    found: QuerySet[Event] = Event.objects.filter(wanted)
    # A refusal would tell that what was asked for is there.
    return found.exclude(audience=Audience.RESTRICTED).exclude(verb="access.refused")


class _Told:
    """Decides of each event whether its words may be read; a school is asked once."""

    def __init__(self, subject: Subject, reader: User) -> None:
        self.subject, self.reader = subject, reader
        self.own = reader == subject.user
        self.about = set(_keys(subject))
        self.person = Event.key(subject.person) if subject.person else ""
        self.schools: dict[str, set[Audience]] = {}

    def line(self, event: Event) -> Line:
        by = "did it" if event.actor_key and self._is_by(event) else "is told of"
        if self._may(event):
            who = "" if by == "did it" else f"{event.actor_name} "
            return Line(event.at, by, values={"Event": f"{who}{event.sentence}"})
        return Line(event.at, by, values={"Kind": event.verb})

    def _is_by(self, event: Event) -> bool:
        user = self.subject.user
        return bool(user) and event.actor_key == Event.actor_key_of(user)

    def _may(self, event: Event) -> bool:
        if not self.own:
            account = event.verb in OF_SIGN_INS and event.subject in self.about
            return account or event.subject == self.person
        if event.subject in self.about:
            return True
        return event.audience in self._audiences(event.scope)

    def _audiences(self, scope: str) -> set[Audience]:
        if scope not in self.schools:
            key = scope.removeprefix("school:")
            school = None
            if key != scope and key.isdecimal():
                school = School.objects.filter(pk=int(key)).first()
            self.schools[scope] = audiences_of(self.reader, school) if school else set()
        return self.schools[scope]

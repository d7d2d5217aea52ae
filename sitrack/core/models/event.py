"""What happened, in business words: who, when, what."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db import models
from django.db.models import Value
from django.db.models.functions import Cast, Concat

from sitrack.core.audit.marks import FACTS
from sitrack.core.models.user import User


class Audience(models.TextChoices):
    """Which side an event may be told to."""

    EVERYONE = "everyone", "Everyone who may see the school"
    LEADERS = "leaders", "The authority and the school's leaders"
    AUTHORITY = "authority", "The authority only"
    SCHOOL = "school", "The school's leaders only"
    RESTRICTED = "restricted", "Those who may read the restricted letter"
    SYSTEM = "system", "Nobody: kept for the audit"


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, subject: models.Model) -> "EventQuerySet":
        return self.filter(subject=Event.key(subject))

    def within(self, scope: str) -> "EventQuerySet":
        return self.filter(scope=scope)

    def told_to(self, audiences: Collection[Audience]) -> "EventQuerySet":
        return self.filter(audience__in=audiences)


class Event(models.Model):
    """One thing that somebody did.

    No foreign keys: the log must neither block nor lose a deletion, and keeps
    names as they read that day.
    """

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    label = models.CharField(max_length=250)
    scope = models.CharField(max_length=40, blank=True)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    actor_key = models.CharField(max_length=40, blank=True)
    actor_name = models.CharField(max_length=150)
    data = models.JSONField(default=dict, blank=True)
    # Made with a key that no table holds (decision record 46).
    mark = models.CharField(max_length=64, default="", editable=False)

    objects: ClassVar[Any] = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject", "-at"], name="event_subject"),
            models.Index(fields=["scope", "-at"], name="event_scope"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.label}"

    @property
    def sentence(self) -> str:
        """The event in words, without its actor."""
        from sitrack.core.events import sentence_for

        return sentence_for(self)

    @property
    def facts(self) -> tuple[Any, ...]:
        """What the mark vouches for."""
        return tuple(getattr(self, name) for name in FACTS)

    @staticmethod
    def key(subject: models.Model) -> str:
        return f"{subject._meta.label_lower}:{subject.pk}"

    @staticmethod
    def keys_of(subjects: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """The keys of many subjects, which the database makes: for its own condition."""
        name = Value(f"{subjects.model._meta.label_lower}:")
        key = Concat(name, Cast("pk", models.CharField()))
        return subjects.order_by().values_list(key)

    @staticmethod
    def actor_key_of(user: User | None) -> str:
        return f"user:{user.pk}" if user else ""

"""Glossary rows (SUF-G): an abbreviation may have several meanings."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from sitrack.core.models import User, Versioned


class EntryQuerySet(models.QuerySet["Entry"]):
    def published(self) -> "EntryQuerySet":
        return self.filter(status=Entry.Status.PUBLISHED)

    def of(self, framework: str) -> "EntryQuerySet":
        """A framework's rows, with those that belong to all."""
        return self.filter(framework__in=["", framework])

    def listed(self) -> "EntryQuerySet":
        """What everybody reads: published rows, and those that nobody has confirmed."""
        return self.filter(
            status__in=[Entry.Status.PUBLISHED, Entry.Status.UNCONFIRMED]
        )

    def waiting(self) -> "EntryQuerySet":
        return self.filter(status=Entry.Status.PROPOSED)

    def proposed_by(self, user: User) -> "EntryQuerySet":
        """What the user proposed and is not in the glossary, or not yet."""
        unlisted = [Entry.Status.PROPOSED, Entry.Status.DECLINED]
        return self.filter(proposed_by=user, status__in=unlisted)

    def explained(self, framework: str) -> "EntryQuerySet":
        """What is explained in place and printed: published rows alone."""
        return self.of(framework).published()


class Entry(Versioned):
    """One row of a framework's glossary, in the source's order.

    What somebody proposes is theirs and the administrator's alone until it is
    published; what is declined keeps the reason, for its proposer.
    """

    class Status(models.TextChoices):
        PUBLISHED = "published", "Published"
        UNCONFIRMED = "unconfirmed", "Not confirmed"
        PROPOSED = "proposed", "Proposed"
        DECLINED = "declined", "Not taken in"

    framework = models.SlugField(max_length=30, blank=True)
    code = models.CharField(max_length=30, blank=True)
    abbreviation = models.CharField(max_length=30)
    meaning = models.CharField(max_length=250)
    note = models.CharField(max_length=300, blank=True)
    status = models.CharField(
        max_length=11, choices=Status.choices, default=Status.PUBLISHED
    )
    order = models.PositiveSmallIntegerField()
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    declined_reason = models.CharField(max_length=500, blank=True)

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                "framework",
                Lower("abbreviation"),
                Lower("meaning"),
                name="one_entry_per_meaning",
            ),
            models.CheckConstraint(
                condition=Q(proposed_at=None, proposed_by=None)
                | Q(proposed_at__isnull=False, proposed_by__isnull=False),
                name="who_proposes_an_entry_has_a_moment",
            ),
            models.CheckConstraint(
                condition=(Q(status="declined") & ~Q(declined_reason=""))
                | (~Q(status="declined") & Q(declined_reason="")),
                name="a_declined_entry_has_its_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.abbreviation}: {self.meaning}"

    def get_absolute_url(self) -> str:
        return reverse("glossary:entry", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.status == self.Status.PROPOSED

    @property
    def is_unconfirmed(self) -> bool:
        return self.status == self.Status.UNCONFIRMED

"""Glossary rows (SUF-G): an abbreviation may have several meanings."""

from typing import Any, ClassVar

from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    def published(self) -> "EntryQuerySet":
        return self.filter(status=Entry.Status.PUBLISHED)


class Entry(models.Model):
    """One row of a framework's glossary, in the source's order."""

    class Status(models.TextChoices):
        PUBLISHED = "published", "Published"
        PROPOSED = "proposed", "Proposed"

    framework = models.SlugField(max_length=30, blank=True)
    code = models.CharField(max_length=30, blank=True)
    abbreviation = models.CharField(max_length=30)
    meaning = models.CharField(max_length=250)
    note = models.CharField(max_length=300, blank=True)
    status = models.CharField(
        max_length=10, choices=Status.choices, default=Status.PUBLISHED
    )
    order = models.PositiveSmallIntegerField()

    objects: ClassVar[Any] = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "abbreviation", "meaning"],
                name="one_entry_per_meaning",
            )
        ]

    def __str__(self) -> str:
        return f"{self.abbreviation}: {self.meaning}"

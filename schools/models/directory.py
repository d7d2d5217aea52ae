"""The directory: whom to ask about what, and whom to call about a child's safety."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from schools.rules import is_long_ago
from sitrack.core.models import Versioned


class DirectorySection(models.Model):
    """A heading of a framework's directory; one may be drawn from posts (SUF-K-01)."""

    framework = models.SlugField(max_length=30)
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    intro = models.CharField(max_length=250, blank=True)
    from_posts = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"], name="one_directory_section_a_code"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DirectoryEntryQuerySet(models.QuerySet["DirectoryEntry"]):
    def of(self, framework: str) -> "DirectoryEntryQuerySet":
        return self.filter(section__framework=framework)

    def filled_in(self) -> "DirectoryEntryQuerySet":
        """Entries that say how to reach somebody; the rest are topics that wait."""
        return self.exclude(phone="", email="", link="")


class DirectoryEntry(Versioned):
    """A topic, who deals with it and how they are reached."""

    section = models.ForeignKey(
        DirectorySection, on_delete=models.PROTECT, related_name="entries"
    )
    topic = models.CharField(max_length=120)
    name = models.CharField("person or service", max_length=150, blank=True)
    role = models.CharField("job title", max_length=150, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    email = models.EmailField("e-mail", blank=True)
    area = models.CharField(max_length=100, blank=True)
    link = models.URLField(blank=True)
    order = models.PositiveSmallIntegerField()
    checked_on = models.DateField(null=True, blank=True)

    objects: ClassVar[Any] = DirectoryEntryQuerySet.as_manager()

    class Meta:
        ordering = ["section__order", "order", "pk"]
        verbose_name_plural = "directory entries"

    def __str__(self) -> str:
        return f"{self.topic}, {self.name}" if self.name else self.topic

    @property
    def is_filled_in(self) -> bool:
        return bool(self.phone or self.email or self.link)

    def is_due(self, today: date) -> bool:
        """Whether it was checked long ago, or never."""
        return self.checked_on is None or is_long_ago(self.checked_on, today)


class SafeguardingNotice(Versioned):
    """The line to call about a child's safety (SUF-K-04): one row, on or off."""

    service = models.CharField(max_length=150, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    hours = models.CharField(max_length=200, blank=True)
    shown = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1), name="there_is_one_safeguarding_notice"
            ),
            models.CheckConstraint(
                condition=Q(shown=False) | (~Q(service="") & ~Q(phone="")),
                name="a_notice_that_is_shown_says_whom_to_call",
            ),
        ]

    def __str__(self) -> str:
        return "the safeguarding notice"

"""The weekly mail of what is due: what a person chose, and one row a person and week."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from sitrack.core.models import Mailed, User


class DigestChoiceQuerySet(models.QuerySet["DigestChoice"]):
    def visible_to(self, user: User) -> "DigestChoiceQuerySet":
        return self.filter(user=user.key)


class DigestChoice(models.Model):
    """What somebody said about their weekly mail; without a row it is as usual.

    ``said`` tells of each topic that they were asked about whether it is counted: what
    a new post adds is counted as is usual for it.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digest_choice"
    )
    wanted = models.BooleanField(default=True)
    weekday = models.PositiveSmallIntegerField(default=0)
    said = models.JSONField(default=dict, blank=True)

    objects: ClassVar[Any] = DigestChoiceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=4), name="digest_on_a_weekday"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {'on' if self.wanted else 'off'}"


class DigestQuerySet(models.QuerySet["Digest"]):
    def visible_to(self, user: User) -> "DigestQuerySet":
        return self.filter(user=user.key)


class Digest(Mailed):
    """The mail of one person in one week, told by its Monday.

    ``told`` is how many things it counted, 0 where nothing was sent, and None until
    its day.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    week = models.DateField()
    day = models.DateField()
    told = models.PositiveIntegerField(null=True, blank=True)

    objects: ClassVar[Any] = DigestQuerySet.as_manager()

    class Meta:
        ordering = ["-week", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "week"], name="one_digest_per_person_and_week"
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="digest_due")]

    def __str__(self) -> str:
        return f"the weekly mail of {self.day:%-d %B %Y}"

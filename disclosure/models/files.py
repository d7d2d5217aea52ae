"""What was given out: bytes that never change, and who took them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from disclosure.models.disclosures import Disclosure
from sitrack.core.models import User


class FileKind(models.TextChoices):
    PDF = "pdf", "PDF"
    CSV = "csv", "schedule as CSV"
    ZIP = "zip", "zip of both"


class FileQuerySet(models.QuerySet["DisclosedFile"]):
    def visible_to(self, user: User) -> "FileQuerySet":
        """Those of the requests that the user may see."""
        seen = Disclosure.objects.visible_to(user).order_by()
        return self.filter(disclosure__in=seen.values("pk"))


class DisclosedFile(models.Model):
    """One file of a released request."""

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.PROTECT, related_name="files"
    )
    kind = models.CharField(max_length=3, choices=FileKind.choices)
    filename = models.CharField(max_length=120)
    content = models.FileField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects: ClassVar[Any] = FileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "kind"], name="one_released_file_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(size__gte=1, sha256__gt=""), name="a_released_file_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of the {self.disclosure}"


class Download(models.Model):
    """That somebody took a file of a released request."""

    file = models.ForeignKey(
        DisclosedFile, on_delete=models.PROTECT, related_name="downloads"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.reader}, {self.at}"

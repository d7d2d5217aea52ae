"""A version of a framework: what it is called, and from when on it is used.

It is loaded from a definition and known by its code. What a record uses is never deleted:
foreign keys protect it, and it is retired (INV-26).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models

from sitrack.core.prepared import prepared

# When the first version of a framework was adopted: before every year.
ALWAYS = date(1, 1, 1)


class FrameworkVersion(models.Model):
    """One published version of one framework."""

    TRUST = "trust"

    code = models.SlugField(max_length=30)
    name = models.CharField(max_length=150)
    version = models.CharField(max_length=30)
    organisation = models.CharField(max_length=20)
    selection = models.CharField(max_length=20)
    source = models.TextField(blank=True)
    grade_scale = models.SlugField(max_length=40, blank=True)
    labels = models.JSONField(default=dict, blank=True)
    offers = models.JSONField(default=list, blank=True)
    traded = models.JSONField(default=list, blank=True)
    # Forms that are kept whole, by their key in the definition.
    forms = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()
    # The first day of the first year whose records are made by it; empty as long as it
    # is only prepared. By the first version of a framework all earlier ones are made.
    adopted_from = models.DateField(null=True, blank=True)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["code", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"], name="one_framework_version_per_label"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"

    @classmethod
    def used_on(cls, code: str, day: date) -> FrameworkVersion | None:
        """The version of a framework that was adopted last by a day; None where none is
        loaded."""
        return next(iter(_used_on(code, day)), None)

    @property
    def has_academies(self) -> bool:
        """Whether its schools are academies, and its own: a trust's all are."""
        return self.organisation == self.TRUST

    @property
    def is_prepared(self) -> bool:
        """Whether no record is made by it yet, and its wording is still to be adopted."""
        return self.adopted_from is None

    def standing_beside(self, in_use: FrameworkVersion | None) -> str:
        """How it stands, in words, where another or this is at work."""
        if self == in_use:
            return "In use"
        if self.adopted_from is None:
            return "Prepared"
        if self.adopted_from > ALWAYS:
            return f"Adopted from {self.adopted_from:%-d %B %Y}"
        return "Used before" if in_use and self.code == in_use.code else "Loaded"

    def label(self, code: str) -> str:
        """The exact label of a form item, such as SUF-R-05."""
        return str(self.labels[code]["label"])

    def column(self, code: str) -> str:
        """The exact heading of a column that a form item prints."""
        return str(self.labels[code]["column"])

    @property
    def is_best_fit(self) -> bool:
        """Whether a level is a best fit of characteristics under themes."""
        return self.selection == "best_fit"


@prepared
def _used_on(code: str, day: date) -> Any:
    adopted = FrameworkVersion.objects.filter(code=code, retired_on=None)
    return adopted.filter(adopted_from__lte=day).order_by("-adopted_from", "-pk")[:1]


class FrameworkText(models.Model):
    """Everything that a version says, by the keys of its file, so that another version
    can be laid beside it. Apart, since no page of a school needs it."""

    framework = models.OneToOneField(
        FrameworkVersion, on_delete=models.CASCADE, related_name="text"
    )
    definition = models.JSONField()

    def __str__(self) -> str:
        return str(self.framework)

"""Bundles: the documents of many schools, made one after another and packed in a zip."""

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from schools.models import Person, School
from sitrack.core import clock
from sitrack.core.models import AcademicYear, Claimable, Term, User

# How long a zip can be fetched.
KEPT = timedelta(days=7)


class BundleQuerySet(models.QuerySet["Bundle"]):
    def visible_to(self, user: User) -> "BundleQuerySet":
        """Those that the user asked for, and nobody else’s."""
        return self.filter(asked_by=user.key)


class Bundle(models.Model):
    """What one person asked for: it is closed once its zip is packed, or it is stopped.

    ``packing_until`` is the lease of whoever packs it. The zip goes after a week, and
    leaves ``content`` empty.
    """

    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="+")
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    officer = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    packing_until = models.DateTimeField(null=True, blank=True)
    content = models.FileField(blank=True)
    size = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = BundleQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by"],
                condition=Q(closed_at=None),
                name="one_bundle_at_a_time_for_a_person",
            ),
            models.CheckConstraint(
                condition=Q(content="")
                | Q(closed_at__isnull=False, expires_at__isnull=False),
                name="a_packed_bundle_is_closed_and_expires",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="bundle_expires")]

    def __str__(self) -> str:
        of = f", {self.officer}" if self.officer else ""
        return f"the records of {self.term or self.year}{of}"

    def get_absolute_url(self) -> str:
        return reverse("bundle", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_stopped(self) -> bool:
        return self.closed_at is not None and self.expires_at is None

    @property
    def can_be_fetched(self) -> bool:
        """Whether the zip is there; after its week it is not, swept away or not."""
        return bool(self.content and self.expires_at and self.expires_at > clock.now())


class Made(models.TextChoices):
    """What came of one document of a bundle."""

    NOT_YET = "", "Not made yet"
    MADE = "made", "Made"
    FAILED = "failed", "Could not be made"
    STOPPED = "stopped", "Stopped"


class BundleItem(Claimable):
    """One document of a bundle, by its kind and the key of its subject.

    ``name`` is its place in the zip. ``content`` holds it until the zip is packed.
    """

    never_given_up: ClassVar[bool] = True

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    kind = models.SlugField(max_length=30)
    subject = models.PositiveBigIntegerField()
    name = models.CharField(max_length=200)
    outcome = models.CharField(
        max_length=7, choices=Made.choices, default=Made.NOT_YET, blank=True
    )
    reason = models.CharField(max_length=300, blank=True)
    content = models.FileField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "name"], name="one_document_per_name_in_a_bundle"
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="bundle_item_due")]

    def __str__(self) -> str:
        return self.name

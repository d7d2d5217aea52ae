"""Published versions: documents as they were on a day, for an audience (DP-11)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from reports.rules.publishing import MEMBERS, OF_A_SCHOOL, READERSHIPS
from schools.access import NOTHING, granted, roles_anywhere
from schools.models import Region, School
from sitrack.core.models import User
from sitrack.core.roles import Capability, roles_with
from sitrack.core.words import worded


class PublishedFor(models.TextChoices):
    """Who reads a version; the rules say what that means."""

    GOVERNORS = "governors", READERSHIPS["governors"].words
    LEADERS = "leaders", READERSHIPS["leaders"].words
    TEAM = "team", READERSHIPS["team"].words
    MEMBERS = "members", READERSHIPS["members"].words


def name_of_audience(audience: str) -> str:
    """ "Governors and the school’s leaders", as the framework calls them."""
    if audience == PublishedFor.GOVERNORS:
        return worded("{Governors} and the school’s leaders")
    return str(PublishedFor(audience).label)


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: User) -> "PublicationQuerySet":
        """Those for an audience that the user belongs to at its school; reports to
        members for those who read them."""
        of_schools = granted(
            user,
            "school",
            *((READERSHIPS[name].readers, Q(audience=name)) for name in OF_A_SCHOOL),
        )
        return self.filter(of_schools | _reports(user))

    def seen_opened_by(self, user: User) -> "PublicationQuerySet":
        """Those of which the user is told who opened them."""
        told = roles_with(Capability.SEE_OPENINGS)
        reach = granted(user, "school", (told, None))
        return self.visible_to(user).filter(reach | _reports(user))

    def of(self, kind: str, subject: int) -> "PublicationQuerySet":
        """The versions of one thing."""
        return self.filter(kind=kind, subject=subject)


def _reports(user: User) -> Q:
    readers = READERSHIPS[MEMBERS].readers
    if not roles_anywhere(user) & readers:
        return NOTHING
    here = School.objects.where(user, readers).order_by().values("region")
    return Q(audience=MEMBERS) & (Q(region=None) | Q(region__in=here))


class Publication(models.Model):
    """One version. Nothing of it changes once it is there.

    ``kind`` and ``subject`` say what was printed: a kind of document and the key of
    the thing. Versions are counted for each audience by itself, so that a number
    tells nobody of versions that are not theirs.
    """

    kind = models.SlugField(max_length=30)
    subject = models.PositiveBigIntegerField()
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="publications",
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # As it read that day; empty where it is no year's.
    year = models.CharField(max_length=9, blank=True)
    audience = models.CharField(max_length=9, choices=PublishedFor.choices)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=250)
    filename = models.CharField(max_length=200)
    content = models.FileField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    template_version = models.CharField(max_length=64)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()

    objects: ClassVar[Any] = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "audience", "number"],
                name="one_version_per_number",
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1, size__gte=1, sha256__gt=""),
                name="a_version_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(audience="members", school=None)
                | (~Q(audience="members") & Q(school__isnull=False, region=None)),
                name="a_version_belongs_to_a_school_or_to_members",
            ),
        ]
        indexes = [
            models.Index(
                fields=["school", "-published_at"], name="publications_of_a_school"
            )
        ]

    def __str__(self) -> str:
        return f"version {self.number} of {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("publication", args=[self.pk])

    @property
    def of(self) -> str:
        """Whose it is."""
        return str(self.school or self.region or "The whole service")


class Withdrawal(models.Model):
    """That a version holds no more, and why. The version itself stays as it is."""

    publication = models.OneToOneField(
        Publication, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.TextField(max_length=500)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__gt=""), name="a_withdrawal_has_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.publication}, withdrawn"


class PublicationOpening(models.Model):
    """That somebody took the file of a version."""

    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="openings"
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.reader}, {self.at}"

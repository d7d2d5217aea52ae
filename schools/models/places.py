"""Regions and federations."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sitrack.core.models import User
from sitrack.core.roles import READERS, Capability, roles_with


class Region(models.Model):
    """A part of the authority with its own lead: Ips, C&S, N, W, C&MS."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FederationQuerySet(models.QuerySet["Federation"]):
    def visible_to(self, user: User) -> "FederationQuerySet":
        """Federations of the user's schools, now or earlier; all for their keeper."""
        from schools.access import at_schools, roles_anywhere

        if roles_anywhere(user) & roles_with(Capability.KEEP_FEDERATIONS):
            return self
        mine = FederationMembership.objects.filter(
            at_schools(user, READERS, path="school")
        )
        return self.filter(pk__in=mine.order_by().values("federation"))


class Federation(models.Model):
    """Schools under one governing body."""

    name = models.CharField(max_length=150, unique=True)
    code = models.CharField(max_length=12, blank=True)

    objects: ClassVar[Any] = FederationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("schools:federation", args=[self.pk])


class FederationMembership(models.Model):
    """From when until when a school belongs to a federation."""

    federation = models.ForeignKey(
        Federation, on_delete=models.PROTECT, related_name="memberships"
    )
    school = models.ForeignKey(
        "schools.School", on_delete=models.PROTECT, related_name="memberships"
    )
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(end=None),
                name="one_federation_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")),
                name="membership_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} in {self.federation}"

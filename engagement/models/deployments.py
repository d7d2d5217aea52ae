"""Part-time shares of the trust's people at its schools (TRU-P-01, TRU-P-02)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from engagement.models.phases import WORKING
from engagement.rules.deployments import share_in_words
from schools.access import at_schools
from schools.models import Person, School
from sitrack.core.models import User, Versioned


class DeploymentQuerySet(models.QuerySet["Deployment"]):
    def visible_to(self, user: User) -> "DeploymentQuerySet":
        return self.filter(at_schools(user, WORKING, path="school"))

    def in_force(self, day: Any) -> "DeploymentQuerySet":
        return self.filter(starts_on__lte=day).filter(
            Q(ends_on=None) | Q(ends_on__gte=day)
        )


class Deployment(Versioned):
    """Somebody works at a school for a share of their week, from a day on."""

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="deployments"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="deployments"
    )
    share = models.DecimalField(max_digits=3, decimal_places=2)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    # Why it is more than the school's phase allows.
    over_reason = models.CharField(max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    objects: ClassVar[Any] = DeploymentQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(share__gt=0, share__lte=1),
                name="a_share_is_part_of_a_week",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_deployment_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {share_in_words(self.share)}"

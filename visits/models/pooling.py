"""One visit for several schools, each with its own share of the time (WIL-S-13)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from sitrack.core.models import User, given_together
from visits.models.visit import Visit


class PooledVisitQuerySet(models.QuerySet["PooledVisit"]):
    def visible_to(self, user: User) -> "PooledVisitQuerySet":
        """Each school's own place in the pool: who sees its visit."""
        seen = Visit.objects.visible_to(user).order_by()
        return self.filter(visit__in=seen.values("pk"))


class PooledVisit(models.Model):
    """A school's place in a pool: its own visit, whose words are those of ``note``.

    The school that the note was written at has a place too. Its name is known to the
    others once its leaders have agreed.
    """

    note = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="pool")
    visit = models.OneToOneField(Visit, on_delete=models.PROTECT, related_name="pooled")
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    named_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = PooledVisitQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            given_together("named_by", "named_at", name="naming_in_a_pool_is_whole")
        ]

    def __str__(self) -> str:
        return f"{self.visit} in a pool"

    @property
    def is_named(self) -> bool:
        return self.named_at is not None

"""Documents that a school's leaders choose to share with those who read a visit."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q

from schools.access import granted
from sitrack.core.models import User
from sitrack.core.roles import AUTHORITY_ROLES, GOVERNANCE, SCHOOL_LEADERS
from visits.models.visit import Visit, VisitState


class DocumentQuerySet(models.QuerySet["VisitDocument"]):
    def visible_to(self, user: User) -> "DocumentQuerySet":
        """Titles too stay with the school until it consents (CONF-06)."""
        shared = Q(consented_at__isnull=False, withdrawn_at=None)
        may_see = granted(
            user,
            "visit__record__school",
            (SCHOOL_LEADERS, None),
            (AUTHORITY_ROLES, shared),
            (GOVERNANCE, shared & Q(visit__state=VisitState.FINAL)),
        )
        return self.filter(may_see)

    def shared(self) -> "DocumentQuerySet":
        return self.filter(consented_at__isnull=False, withdrawn_at=None)


class VisitDocument(models.Model):
    """A document that the school chose to share: a title and a link (SUF-R-36)."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    link = models.URLField(
        max_length=500, validators=[URLValidator(schemes=["http", "https"])]
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    consented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    consented_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consented_by=None, consented_at=None)
                | Q(consented_by__isnull=False, consented_at__isnull=False),
                name="consent_to_a_document_is_whole",
            )
        ]

    def __str__(self) -> str:
        return self.title

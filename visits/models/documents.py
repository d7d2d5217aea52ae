"""Documents that a school's leaders choose to share with those who read a visit."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from schools.access import granted
from sitrack.core.models import StoredFile, User, given_together
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, TEAM, Role
from visits.models.visit import Visit, VisitState

SHARED = Q(consented_at__isnull=False, withdrawn_at=None)
CHAIR = frozenset({Role.CHAIR})


class DocumentQuerySet(models.QuerySet["VisitDocument"]):
    def visible_to(self, user: User) -> "DocumentQuerySet":
        """Titles too stay with the school until it consents (CONF-06); of its
        governors the chair reads what is shared, once the visit is final."""
        may_see = granted(
            user,
            "visit__record__school",
            (SCHOOL_LEADERS, None),
            (AUTHORITY_ROLES, SHARED),
            (TEAM, SHARED & Q(visit__lead__user=user.key)),
            (CHAIR, SHARED & Q(visit__state=VisitState.FINAL)),
        )
        return self.filter(may_see, removed_at=None)

    def shared(self) -> "DocumentQuerySet":
        return self.filter(SHARED)


class VisitDocument(models.Model):
    """A title with a link or a file (SUF-R-36). What was removed before it was ever
    shared keeps its row, and is shown to nobody."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    # By its code in the framework, and as it was called on the day; both may be empty.
    kind = models.CharField(max_length=30, blank=True, default="", db_default="")
    kind_name = models.CharField(max_length=150, blank=True, default="", db_default="")
    link = models.URLField(
        max_length=500, blank=True, validators=[URLValidator(schemes=["http", "https"])]
    )
    file = models.OneToOneField(
        StoredFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
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
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            given_together(
                "consented_by", "consented_at", name="consent_to_a_document_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(removed_by=None, removed_at=None)
                | Q(
                    removed_by__isnull=False,
                    removed_at__isnull=False,
                    consented_at=None,
                ),
                name="removed_document_was_never_shared",
            ),
            models.CheckConstraint(
                condition=(Q(link="") & Q(file__isnull=False))
                | (~Q(link="") & Q(file=None)),
                name="document_is_a_link_or_a_file",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("visits:document", args=[self.pk])

    @property
    def is_shared(self) -> bool:
        return self.consented_at is not None and self.withdrawn_at is None


class DocumentRequestQuerySet(models.QuerySet["DocumentRequest"]):
    def visible_to(self, user: User) -> "DocumentRequestQuerySet":
        """Those who write the note, and the school's leaders who answer."""
        may_see = granted(
            user,
            "visit__record__school",
            (AUTHORITY_ROLES, None),
            (SCHOOL_LEADERS, ~Q(visit__state=VisitState.DRAFT)),
            (TEAM, Q(visit__lead__user=user.key)),
        )
        return self.filter(may_see)


class DocumentRequest(models.Model):
    """An officer asks for a document; the school adds it or says no (DEC-10).

    ``document`` is the school's own knowledge until it shares it: the officer is
    told only then.
    """

    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, related_name="document_requests"
    )
    what = models.CharField(max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    document = models.ForeignKey(
        VisitDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
    )
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    declined_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = DocumentRequestQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(declined_by=None, declined_at=None)
                | Q(
                    declined_by__isnull=False,
                    declined_at__isnull=False,
                    document=None,
                ),
                name="request_for_a_document_is_answered_once",
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        """Whether the school has still to answer."""
        return self.document_id is None and self.declined_at is None

    @property
    def is_met(self) -> bool:
        return self.document is not None and self.document.is_shared

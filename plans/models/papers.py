"""The papers that a school sends before a meeting of its plan (WIL-N-07, WIL-D-16)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from plans.models.reviews import PlanReview, ReviewState
from schools.access import granted
from sitrack.core.models import StoredFile, User
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS


class MeetingPaperQuerySet(models.QuerySet["MeetingPaper"]):
    def visible_to(self, user: User) -> "MeetingPaperQuerySet":
        """The school’s leaders read them, and the authority once the school has sent
        its part (CONF-07); what was taken back is read by nobody."""
        sent = Q(review__state__in=[ReviewState.RETURNED, ReviewState.SHARED])
        may_see = granted(
            user,
            "review__plan__school",
            (SCHOOL_LEADERS, None),
            (AUTHORITY_ROLES, sent),
        )
        return self.filter(may_see, withdrawn_at=None)


class MeetingPaper(models.Model):
    """A file that goes with the school’s part. One that the authority never had is
    removed with its bytes, one that it had is withdrawn (CONF-06)."""

    review = models.ForeignKey(
        PlanReview, on_delete=models.PROTECT, related_name="papers"
    )
    title = models.CharField(max_length=200)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = MeetingPaperQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.title

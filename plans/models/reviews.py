"""Reviews of a plan: a sitting each, with a rating per action (SUF-A-11 to 19)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models import Side
from plans.models.content import PlanAction, PlanPriority
from plans.models.plan import Plan, Present
from schools.access import granted
from sitrack.core.models import User, Versioned, given_together
from sitrack.core.roles import AUTHORITY_ROLES, GOVERNANCE, SCHOOL_LEADERS, TEAM
from visits.models import Visit, VisitState


class ReviewState(models.TextChoices):
    PLANNED = "planned", "Planned"
    DRAFT = "draft", "Draft"
    # A meeting of a drawn form goes to the school for its part, and comes back with it.
    SENT = "sent", "Sent to the school"
    RETURNED = "returned", "The school’s part is in"
    SHARED = "shared", "Shared with the school"
    CANCELLED = "cancelled", "Cancelled"


NOT_SHARED_YET = [ReviewState.DRAFT, ReviewState.SENT, ReviewState.RETURNED]


class Rag(models.TextChoices):
    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"


class PlanReviewQuerySet(models.QuerySet["PlanReview"]):
    def visible_to(self, user: User) -> "PlanReviewQuerySet":
        """A draft is the authority's own until it is shared (CONF-07); what is sent for
        the school's part is between the authority and its leaders."""
        sent = ~Q(state=ReviewState.DRAFT)
        shared = ~Q(state__in=NOT_SHARED_YET)
        plans = Plan.objects.visible_to(user).order_by()
        may_see = granted(
            user,
            "plan__school",
            (AUTHORITY_ROLES, None),
            (SCHOOL_LEADERS, sent),
            (GOVERNANCE | TEAM, shared),
        )
        return self.filter(may_see, plan__in=plans.values("pk"))

    def planned(self) -> "PlanReviewQuerySet":
        """Reviews that stand in the diary."""
        return self.filter(state=ReviewState.PLANNED, visit__state=VisitState.PLANNED)

    def held(self) -> "PlanReviewQuerySet":
        """Reviews that took place and that the school has seen."""
        return self.filter(state=ReviewState.SHARED)


class PlanReview(Versioned):
    """One sitting. It is a visit too, and its time counts: ``visit`` holds when it was
    held, how long it took and its place in the diary.

    Where a definition draws the plan's form, ``form`` is the meeting of it that this
    is, and ``moved_because`` why its day is another than the form proposed.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(
        max_length=9, choices=ReviewState.choices, default=ReviewState.PLANNED
    )
    planned_on = models.DateField(null=True, blank=True)
    held_on = models.DateField(null=True, blank=True)
    visit = models.OneToOneField(
        Visit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_review",
    )
    on_track = models.BooleanField(null=True, blank=True)
    off_track_reasons = models.TextField(blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    shared_at = models.DateTimeField(null=True, blank=True)

    form = models.SlugField(max_length=40, blank=True)
    moved_because = models.TextField(blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    returned_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = PlanReviewQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["held_on", "planned_on", "pk"]
        constraints = [
            given_together(
                "shared_by", "shared_at", name="sharing_of_a_review_is_whole"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.SHARED)
                | Q(
                    shared_at__isnull=False,
                    held_on__isnull=False,
                    on_track__isnull=False,
                ),
                name="shared_review_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.SHARED, on_track=False)
                | ~Q(off_track_reasons=""),
                name="off_track_says_why",
            ),
            given_together("sent_by", "sent_at", name="sending_of_a_meeting_is_whole"),
            given_together(
                "returned_by", "returned_at", name="schools_part_of_a_meeting_is_whole"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ReviewState.SENT, ReviewState.RETURNED])
                | Q(sent_at__isnull=False, planned_on__isnull=False),
                name="sent_meeting_says_when_and_for_when",
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state=ReviewState.DRAFT),
                name="one_draft_review_per_plan",
            ),
        ]

    def __str__(self) -> str:
        day = self.held_on or self.planned_on
        return f"review of {day:%-d %B %Y}" if day else "review"

    def get_absolute_url(self) -> str:
        return reverse("plans:review", args=[self.pk])


class ReviewedWith(Present):
    """Who sat in a review; those people are asked to the end evaluation (SUF-A-22)."""

    review = models.ForeignKey(
        PlanReview, on_delete=models.CASCADE, related_name="present"
    )


class ReviewAnswer(models.Model):
    """What a review says to one of its standing questions (SUF-A-23).

    A meeting of a drawn form may answer by rows, or by a choice in ``text`` with its
    ``reason``.
    """

    review = models.ForeignKey(
        PlanReview, on_delete=models.CASCADE, related_name="answers"
    )
    key = models.SlugField(max_length=40)
    text = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    rows = models.JSONField(default=list, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "key"], name="one_answer_per_question"
            )
        ]

    def __str__(self) -> str:
        return self.key


class PrioritySummary(models.Model):
    """How a priority stands at a review, or that it was left out there (SUF-A-15).

    At a meeting of a drawn form ``text`` is the school's word on the impact, and
    ``rag`` how that is rated (WIL-N-15).
    """

    review = models.ForeignKey(
        PlanReview, on_delete=models.CASCADE, related_name="summaries"
    )
    priority = models.ForeignKey(
        PlanPriority, on_delete=models.PROTECT, related_name="summaries"
    )
    text = models.TextField(blank=True)
    skipped = models.BooleanField(default=False)
    rag = models.CharField(max_length=5, choices=Rag.choices, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["priority__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "priority"],
                name="one_summary_per_priority_and_review",
            )
        ]

    def __str__(self) -> str:
        return f"{self.priority} at the {self.review}"


class ActionRating(models.Model):
    """The rating of an action at one review, with words (SUF-A-19, DP-05)."""

    class Kind(models.TextChoices):
        ACTION = "action", "Action"
        IMPACT = "impact", "Impact"

    review = models.ForeignKey(
        PlanReview, on_delete=models.CASCADE, related_name="ratings"
    )
    action = models.ForeignKey(
        PlanAction, on_delete=models.PROTECT, related_name="ratings"
    )
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.ACTION)
    rag = models.CharField(max_length=5, choices=Rag.choices)
    words = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["action__priority__order", "action__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "action", "kind"],
                name="one_rating_per_action_and_review",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_rag_display()}: {self.action}"


class ReviewComment(models.Model):
    """What the school says beside a review that was shared with it."""

    review = models.ForeignKey(
        PlanReview, on_delete=models.PROTECT, related_name="comments"
    )
    side = models.CharField(max_length=6, choices=Side.choices)
    text = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def side_name(self) -> str:
        """Whose side it was said from, as the framework calls it."""
        return Side(self.side).named

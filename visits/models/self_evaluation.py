"""A self-evaluation: what each side writes of a school, for one meeting (SM-6)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models import SchoolYearRecord, Side
from schools.access import granted
from schools.models import Person, School
from sitrack.core.models import StoredFile, User, Versioned, given_together
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, TEAM, Role
from visits.models.visit import Visit

CHAIR = frozenset({Role.CHAIR})
GOVERNORS = frozenset({Role.GOVERNOR})
HELPERS = TEAM | {Role.SENDCO}


class SelfEvaluationState(models.TextChoices):
    SCHEDULED = "scheduled", "Meeting set"
    SENT = "sent_to_school", "Sent to the school"
    RETURNED = "returned", "Returned by the school"
    DISCUSSED = "discussed", "Discussed"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


OVER = (SelfEvaluationState.CLOSED, SelfEvaluationState.CANCELLED)


class SelfEvaluationQuerySet(models.QuerySet["SelfEvaluation"]):
    def visible_to(self, user: User) -> "SelfEvaluationQuerySet":
        """Both sides from the day the meeting is set; governors what is closed; a
        helper what they were named for. What of it each reads, its parts say."""
        named = SelfEvaluationHelper.objects.current().filter(person__user=user.key)
        may_see = granted(
            user,
            "record__school",
            (AUTHORITY_ROLES | SCHOOL_LEADERS | CHAIR, None),
            (GOVERNORS, Q(state=SelfEvaluationState.CLOSED)),
            (HELPERS, Q(pk__in=named.order_by().values("part__evaluation"))),
        )
        return self.filter(may_see)

    def live(self) -> "SelfEvaluationQuerySet":
        """Those that are neither closed nor cancelled."""
        return self.exclude(state__in=OVER)


class SelfEvaluation(Versioned):
    """The form of one meeting. Its days follow from the meeting's (CAD-10), so they
    are worked out and not kept."""

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="self_evaluations"
    )
    meeting_on = models.DateField()
    visit = models.ForeignKey(
        Visit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="self_evaluations",
    )
    state = models.CharField(
        max_length=14,
        choices=SelfEvaluationState.choices,
        default=SelfEvaluationState.SCHEDULED,
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField()
    # Why it was discussed without the school's part, or cancelled.
    reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = SelfEvaluationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["-meeting_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["record"],
                condition=~Q(state__in=OVER),
                name="one_live_self_evaluation_per_record",
            ),
            models.CheckConstraint(
                condition=~Q(state=SelfEvaluationState.CANCELLED) | ~Q(reason=""),
                name="cancelled_self_evaluation_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"self-evaluation for {self.meeting_on:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("visits:self_evaluation", args=[self.pk])

    @property
    def school(self) -> School:
        return self.record.school

    @property
    def is_over(self) -> bool:
        return self.state in OVER


class SelfEvaluationPartQuerySet(models.QuerySet["SelfEvaluationPart"]):
    def visible_to(self, user: User) -> "SelfEvaluationPartQuerySet":
        """Those of a self-evaluation that the user may see; which answers they may
        read, ``visits.self_evaluation.Reading`` says."""
        seen = SelfEvaluation.objects.visible_to(user).order_by()
        return self.filter(evaluation__in=seen.values("pk"))


class SelfEvaluationPart(Versioned):
    """What one side writes for one moment: it is its own until it is given (CONF-07).

    The LA has two, one that goes out before the meeting and one completed in it.
    """

    class Kind(models.TextChoices):
        LA = "la", "LA part"
        SCHOOL = "school", "School part"
        MEETING = "meeting", "LA part, in the meeting"

    evaluation = models.ForeignKey(
        SelfEvaluation, on_delete=models.PROTECT, related_name="parts"
    )
    kind = models.CharField(max_length=7, choices=Kind.choices)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    given_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = SelfEvaluationPartQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "kind"], name="one_part_of_each_kind"
            ),
            given_together("given_by", "given_at", name="part_is_given_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of the {self.evaluation}"

    @property
    def side(self) -> str:
        """Whose it is: the school's or the LA's."""
        return Side.SCHOOL if self.kind == self.Kind.SCHOOL else Side.LA

    @property
    def is_given(self) -> bool:
        return self.given_at is not None


class SelfEvaluationAnswer(models.Model):
    """The text under one prompt, which is known by its code in the form."""

    part = models.ForeignKey(
        SelfEvaluationPart, on_delete=models.PROTECT, related_name="answers"
    )
    prompt = models.CharField(max_length=40)
    text = models.TextField(blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "prompt"], name="one_answer_per_part_and_prompt"
            )
        ]

    def __str__(self) -> str:
        return f"{self.prompt} of the {self.part}"


class SelfEvaluationHelperQuerySet(models.QuerySet["SelfEvaluationHelper"]):
    def visible_to(self, user: User) -> "SelfEvaluationHelperQuerySet":
        """Who was named in the parts that the user may see."""
        seen = SelfEvaluationPart.objects.visible_to(user).order_by()
        return self.filter(part__in=seen.values("pk"))

    def current(self) -> "SelfEvaluationHelperQuerySet":
        return self.filter(ended_at=None)


class SelfEvaluationHelper(models.Model):
    """An officer of another team, or the school's SENDCo, who writes some rows."""

    part = models.ForeignKey(
        SelfEvaluationPart, on_delete=models.PROTECT, related_name="helpers"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField(default=list)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = SelfEvaluationHelperQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["part", "person"],
                condition=Q(ended_at=None),
                name="one_current_naming_per_part_and_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} for the {self.part}"


class SelfEvaluationFileQuerySet(models.QuerySet["SelfEvaluationFile"]):
    def visible_to(self, user: User) -> "SelfEvaluationFileQuerySet":
        """Those in the parts that the user may see, as far as nobody withdrew them;
        the reading says whether the answer that they go with is theirs to read."""
        seen = SelfEvaluationPart.objects.visible_to(user).order_by()
        return self.filter(part__in=seen.values("pk"), withdrawn_at=None)


class SelfEvaluationFile(models.Model):
    """A file beside an answer. The other side has it with the part; what nobody else
    had is removed with its bytes, what was given is withdrawn (CONF-06)."""

    part = models.ForeignKey(
        SelfEvaluationPart, on_delete=models.PROTECT, related_name="files"
    )
    prompt = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = SelfEvaluationFileQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.title

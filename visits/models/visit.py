"""A visit: who, when, what kind, how long, and how far its note has come (SM-3)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models import Option, SchoolYearRecord, VisitTemplate
from schools.access import NOTHING, granted
from schools.held import posts_of
from schools.models import Person, School
from sitrack.core.models import Term, User, Versioned
from sitrack.core.roles import AUTHORITY_ROLES, GOVERNANCE, SCHOOL_LEADERS, TEAM


class VisitState(models.TextChoices):
    PLANNED = "planned", "Planned"
    DRAFT = "draft", "Draft"
    SHARED = "shared", "Shared with the school"
    COMMENTED = "commented", "The school has answered"
    FINAL = "final", "Final"
    CANCELLED = "cancelled", "Cancelled"


NOT_HELD = [VisitState.PLANNED, VisitState.CANCELLED]
WRITTEN = [VisitState.SHARED, VisitState.COMMENTED, VisitState.FINAL]


def notes_led_by(user: User, *, path: str) -> Q:
    """The filter for what belongs to the notes that a person of the authority led.

    ``path`` leads to the visit, such as ``visit__``; it is empty where the row is it.
    """
    employed = AUTHORITY_ROLES | TEAM
    person = next(
        (post.person_id for post in posts_of(user) if post.role in employed), 0
    )
    if not person:
        return NOTHING
    return Q(**{f"{path}lead": person}) & ~Q(**{f"{path}state__in": NOT_HELD})


def notes_passed_to(user: User) -> Q:
    """The filter for final notes that were passed to a colleague of another team."""
    from visits.models.circulation import Circulation

    if not any(post.role in TEAM for post in posts_of(user)):
        return NOTHING
    passed = Circulation.objects.filter(person__user=user.key)
    return Q(state=VisitState.FINAL, pk__in=passed.order_by().values("visit"))


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: User) -> "VisitQuerySet":
        """Drafts are the authority's own; governors read what is final (CONF-07).

        Who led a visit reads the note still at a school that is now another's, for as
        long as they work for the authority (ACC-023); a colleague of another team reads
        a final note that was passed to them (WIL-V-48).
        """
        passed = notes_passed_to(user)
        may_see = granted(
            user,
            "record__school",
            (AUTHORITY_ROLES, None),
            (SCHOOL_LEADERS, ~Q(state=VisitState.DRAFT)),
            (GOVERNANCE, Q(state=VisitState.FINAL)),
            (TEAM, Q(lead__user=user.key)),
        ) | notes_led_by(user, path="")
        return self.filter(may_see if passed is NOTHING else may_see | passed)

    def taken_back_from(self, user: User) -> "VisitQuerySet":
        """Notes that the user could read until their author took them back."""
        taken = Q(state=VisitState.DRAFT, recalls__isnull=False)
        seen = granted(user, "record__school", (SCHOOL_LEADERS, taken))
        return self.filter(seen).distinct()

    def written(self) -> "VisitQuerySet":
        """Visits that were held and whose note has left its author."""
        return self.filter(state__in=WRITTEN)

    def held(self) -> "VisitQuerySet":
        """Visits that took place, their notes still drafts or shared (DER-07)."""
        return self.exclude(state__in=NOT_HELD)

    def planned(self) -> "VisitQuerySet":
        return self.filter(state=VisitState.PLANNED)

    def newest_first(self) -> "VisitQuerySet":
        return self.order_by("-date", "-pk")


class Visit(Versioned):
    """One visit or contact, on the form of its framework's version."""

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="visits"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    template = models.ForeignKey(
        VisitTemplate, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        max_length=10, choices=VisitState.choices, default=VisitState.PLANNED
    )
    date = models.DateField()
    planned_for = models.DateTimeField(null=True, blank=True)
    own_agenda = models.JSONField(default=list, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)
    visit_type = models.ForeignKey(
        Option, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    mode = models.ForeignKey(
        Option, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    minutes = models.PositiveIntegerField(null=True, blank=True)
    over_ceiling_reason = models.TextField(blank=True)
    lead = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="visits_led"
    )
    lead_name = models.CharField(max_length=150, blank=True)
    lead_title = models.CharField(max_length=100, blank=True)
    next_visit_at = models.DateTimeField(null=True, blank=True)
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
    )
    # When the school was last given words that it had not read: by sharing the note
    # or by changing it. Its ten working days count from that day.
    given_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    unanswered_reason = models.TextField(blank=True)
    final_at = models.DateTimeField(null=True, blank=True)
    agenda = models.JSONField(default=list, blank=True)
    # The priorities worked on, as they read when the note was written.
    worked_on = models.JSONField(default=list, blank=True)
    level_label = models.CharField(max_length=120, blank=True)
    # What an old record was that the note was brought in from; empty for a note of ours.
    brought_in_from = models.CharField(max_length=100, blank=True)

    objects: ClassVar[Any] = VisitQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=VisitState.FINAL) | Q(final_at__isnull=False),
                name="final_visit_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.PLANNED) | Q(planned_for__isnull=False),
                name="planned_visit_says_for_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.CANCELLED)
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_reason="")),
                name="cancelled_visit_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*NOT_HELD, VisitState.DRAFT])
                | Q(
                    minutes__gt=0,
                    visit_type__isnull=False,
                    shared_at__isnull=False,
                ),
                name="shared_visit_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["record", "state", "date"], name="visit_by_record"),
            models.Index(
                fields=["given_at"],
                condition=Q(state=VisitState.SHARED),
                name="visit_waits_for_school",
            ),
        ]

    def __str__(self) -> str:
        return f"visit of {self.date:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("visits:visit", args=[self.pk])

    @property
    def led_by(self) -> str:
        """Who led it, by the name and the title of that day (DP-11, ACC-023)."""
        name = self.lead_name or self.lead.name
        return f"{name}, {self.lead_title}" if self.lead_title else name

    @property
    def school(self) -> School:
        return self.record.school

    @property
    def is_editable(self) -> bool:
        """Whether its author may still change it: until the school has answered."""
        return self.state in {
            VisitState.PLANNED,
            VisitState.DRAFT,
            VisitState.SHARED,
        }

    @property
    def is_planned(self) -> bool:
        return self.state == VisitState.PLANNED

    @property
    def is_cancelled(self) -> bool:
        return self.state == VisitState.CANCELLED

    @property
    def is_final(self) -> bool:
        return self.state == VisitState.FINAL

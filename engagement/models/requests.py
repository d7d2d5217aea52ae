"""Support asked of another team of the authority (SUF-R-23, SUF-W-18)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models.records import SchoolYearRecord
from engagement.models.templates import MenuItem, Team, TeamMembership
from engagement.rules import requests as rules
from schools.access import at_schools, roles_anywhere
from schools.models import School
from sitrack.core.models import Term, User, Versioned, given_together
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_ROLES, Role


class SupportRequestQuerySet(models.QuerySet["SupportRequest"]):
    def visible_to(self, user: User) -> "SupportRequestQuerySet":
        """Both sides at their schools; the officers of a team what is asked of it."""
        both = at_schools(user, AUTHORITY_ROLES | SCHOOL_ROLES, path="record__school")
        return self.filter(both | Q(pk__in=self.model.objects.asked_of(user)))

    def asked_of(self, user: User) -> "SupportRequestQuerySet":
        """What is asked of the user's own team, for an officer of another team."""
        if Role.TEAM not in roles_anywhere(user):
            return self.none()
        # By its code: a membership may be from before the framework was loaded anew.
        codes = TeamMembership.objects.filter(person__user=user.key).values(
            "team__code"
        )
        return self.filter(team__code__in=codes)


class SupportRequest(Versioned):
    """One request: of a team or of somebody named in words, and what became of it."""

    class State(models.TextChoices):
        SENT = rules.SENT, "Sent"
        ACCEPTED = rules.ACCEPTED, "Accepted"
        DECLINED = rules.DECLINED, "Declined"
        DONE = rules.DONE, "Done"

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="requests"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    # Who is asked, where no team of the framework is.
    team_words = models.CharField(max_length=120, blank=True)
    menu_item = models.ForeignKey(
        MenuItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField()
    needed_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    # Why it was declined, or what was agreed.
    answer = models.TextField(blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = SupportRequestQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(team=None, team_words__gt="")
                | Q(team__isnull=False, team_words=""),
                name="a_request_is_of_a_team_or_of_somebody_named",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined", answer=""),
                name="a_request_is_declined_with_a_reason",
            ),
            given_together(
                "answered_by",
                "answered_at",
                name="an_answered_request_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of}, {self.term}"

    def get_absolute_url(self) -> str:
        return reverse("engagement:support_request", args=[self.pk])

    @property
    def school(self) -> School:
        return self.record.school

    @property
    def of(self) -> str:
        """Who is asked."""
        return self.team.name if self.team else self.team_words

    @property
    def asks(self) -> str:
        """What is asked in one line: of the menu where it is of the menu."""
        return (self.menu_item.text if self.menu_item else self.text).rstrip(".")

    @property
    def stands(self) -> str:
        """Its state in words, for a list."""
        if self.state == self.State.SENT:
            return "not answered yet"
        return str(self.get_state_display()).lower()

    @property
    def line(self) -> str:
        """The request and its state in one line, as the record prints it."""
        by = f", needed by {self.needed_by:%-d %B %Y}" if self.needed_by else ""
        state = self.get_state_display().lower()
        return f"Asked of {self.of}: {self.asks}{by} ({state})"

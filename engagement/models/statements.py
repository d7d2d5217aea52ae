"""The statement of a year's level, and who signed it (WIL-W-03, WIL-D-01)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models.definitions import Level
from engagement.models.records import SchoolYearRecord
from engagement.rules import statements as rules
from schools.access import granted
from sitrack.core.models import User, Versioned
from sitrack.core.roles import AUTHORITY_ROLES, GOVERNANCE, SCHOOL_LEADERS, Role


class StatementQuerySet(models.QuerySet["LevelStatement"]):
    def visible_to(self, user: User) -> "StatementQuerySet":
        """Those who agree it, from the first; governors once everybody has signed."""
        whole = Q(state=rules.WHOLE)
        may_see = granted(
            user,
            "record__school",
            (AUTHORITY_ROLES, None),
            (SCHOOL_LEADERS | {Role.CHAIR}, None),
            (GOVERNANCE, whole),
        )
        return self.filter(may_see)


class LevelStatement(Versioned):
    """What was agreed about a school's level for a year; one in each record.

    Whenever its words change the ``edition`` rises, and everybody signs anew. Once all
    have signed it is whole, with the school's name as it was, and frozen.
    """

    class State(models.TextChoices):
        OPEN = rules.OPEN, "Waiting for signatures"
        WHOLE = rules.WHOLE, "Signed by everybody"

    record = models.OneToOneField(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="statement"
    )
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField()
    text = models.TextField(blank=True)
    state = models.CharField(max_length=5, choices=State.choices, default=State.OPEN)
    edition = models.PositiveSmallIntegerField(default=1)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    whole_at = models.DateTimeField(null=True, blank=True)
    school_name = models.CharField(max_length=200, blank=True)

    objects: ClassVar[Any] = StatementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=rules.OPEN, whole_at=None, school_name="")
                | Q(state=rules.WHOLE, whole_at__isnull=False) & ~Q(school_name=""),
                name="a_whole_statement_says_when_and_whose",
            )
        ]

    def __str__(self) -> str:
        return f"statement of {self.level} for {self.record}"

    def get_absolute_url(self) -> str:
        return reverse("engagement:statement", args=[self.record_id])

    @property
    def is_whole(self) -> bool:
        return bool(self.state == rules.WHOLE)


class StatementSignature(models.Model):
    """One signature: whose, for which post, as they were called that day. Rows are
    never changed nor removed; those of an earlier edition count no more."""

    statement = models.ForeignKey(
        LevelStatement, on_delete=models.PROTECT, related_name="signatures"
    )
    edition = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=12, choices=Role.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "edition", "part"],
                name="a_part_signs_an_edition_once",
            ),
            models.UniqueConstraint(
                fields=["statement", "edition", "user"],
                name="a_person_signs_an_edition_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"

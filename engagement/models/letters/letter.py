"""A restricted letter, and who may read it (CONF-01, INV-17)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from engagement.models.letters.kinds import Course, LetterState, LetterType
from engagement.models.levels import LevelAssignment
from engagement.rules import letter_guards as guards
from engagement.rules import letters as rules
from schools.access import granted
from schools.models import School
from sitrack.core.models import AcademicYear, User, Versioned
from sitrack.core.roles import Role

SERVICE = frozenset({Role.HEAD, Role.DIRECTOR})
WRITERS = frozenset({Role.OFFICER, Role.LEAD})


class RestrictedLetterQuerySet(models.QuerySet["RestrictedLetter"]):
    def visible_to(self, user: User) -> "RestrictedLetterQuerySet":
        """INV-17: the Head of service and the director; of the others of the authority
        only those who wrote it; once it is issued the chair and the headteacher where it
        is addressed to them; governors where the chair has let them read it."""
        out = Q(issued_at__isnull=False)
        wrote = Q(drafted_by=user.key) | Q(delegated_to=user.key)

        def addressed(who: str) -> Q:
            named = self.model.objects.filter(recipients__who=who)
            return out & Q(pk__in=named.values("pk"))

        return self.filter(
            granted(
                user,
                "school",
                (SERVICE, None),
                (WRITERS, wrote),
                (frozenset({Role.CHAIR}), addressed(guards.CHAIR)),
                (
                    frozenset({Role.HEADTEACHER}),
                    addressed(guards.HEADTEACHER),
                ),
                (frozenset({Role.GOVERNOR}), out & Q(released_at__isnull=False)),
            )
        )


class RestrictedLetter(Versioned):
    """One letter to one school's governing body; frozen as it read when it was issued."""

    type = models.ForeignKey(LetterType, on_delete=models.PROTECT, related_name="+")
    course = models.CharField(max_length=12, choices=Course.choices)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    year = models.ForeignKey(AcademicYear, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=18, choices=LetterState.choices, default=LetterState.DRAFT
    )
    grounds = models.JSONField(default=list, blank=True)
    concerns = models.TextField(blank=True)
    required_actions = models.TextField(blank=True)
    powers = models.JSONField(default=list, blank=True)
    confirmed = models.JSONField(default=list, blank=True)
    body = models.TextField(blank=True)
    compliance_end = models.DateField(null=True, blank=True)
    response_due = models.DateField(null=True, blank=True)
    # Until when the school has to act, where a review follows (SM-4c).
    review_on = models.DateField(null=True, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField()
    # Since when it waits to be signed off; empty again once it is changed or returned.
    asked_at = models.DateTimeField(null=True, blank=True)
    # Who else prepares it, or looks after it once it is out.
    delegated_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    issued_at = models.DateTimeField(null=True, blank=True)
    issued_html = models.TextField(blank=True)
    issued_facts = models.JSONField(default=dict, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    released_at = models.DateTimeField(null=True, blank=True)
    # The level that the letter brought with it (INV-18).
    forced = models.ForeignKey(
        LevelAssignment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    escalated_to = models.ForeignKey(
        LevelAssignment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar[Any] = RestrictedLetterQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["issued_html", "issued_facts"])

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "year", "number"], name="one_letter_per_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=rules.NOT_OUT, issued_at=None, issued_html="")
                | Q(issued_at__isnull=False, issued_html__gt="")
                & ~Q(state__in=rules.NOT_OUT),
                name="a_letter_is_frozen_as_it_is_issued",
            ),
            models.CheckConstraint(
                condition=~Q(course=rules.STATUTORY)
                | Q(issued_at=None)
                | Q(compliance_end__isnull=False),
                name="a_notice_is_issued_with_a_compliance_period",
            ),
            models.CheckConstraint(
                condition=~Q(course=rules.CONCERN)
                | Q(issued_at=None)
                | Q(review_on__isnull=False),
                name="a_notice_of_concern_is_issued_with_a_review",
            ),
            models.CheckConstraint(
                condition=Q(issued_at=None) | Q(approved_at__isnull=False),
                name="a_letter_is_issued_after_it_is_signed_off",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("drafted_by")),
                name="nobody_signs_off_a_letter_of_their_own",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{act}_by": None, f"{act}_at": None})
                    | Q(**{f"{act}_by__isnull": False, f"{act}_at__isnull": False}),
                    name=f"a_letter_{act}_says_who_and_when",
                )
                for act in ("approved", "issued", "released")
            ),
        ]
        indexes = [models.Index(fields=["school", "state"], name="letter_school_state")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("engagement:letter", args=[self.pk])

    @property
    def reference(self) -> str:
        """What it is called by: it names no school."""
        return f"{self.type.short} {self.year.label}/{self.number}"

    @property
    def is_out(self) -> bool:
        return self.issued_at is not None

    @property
    def is_over(self) -> bool:
        return self.state in rules.OVER

    @property
    def authors(self) -> set[int | None]:
        """Who wrote it, by their keys."""
        return {self.drafted_by_id, self.delegated_to_id} - {None}

"""Somebody outside the school who may read one thing for a time (CONF-10)."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from schools.access import granted
from schools.models import Person, Post, School
from sitrack.core import calendar
from sitrack.core.models import User, given_together
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, SCHOOL_ROLES
from visits.models.documents import VisitDocument
from visits.models.steps import NextStep
from visits.models.visit import Visit, VisitState

Item = Visit | VisitDocument | NextStep
# A document only for as long as its school shares it (CONF-06).
OFFERED = Q(
    document__consented_at__isnull=False,
    document__withdrawn_at=None,
    document__removed_at=None,
)


def school_of(item: Item) -> School:
    """Whose it is: a step can have been carried to a school that came after."""
    record = item.record if isinstance(item, Visit | NextStep) else item.visit.record
    return record.school


def not_over(today: date) -> Q:
    """The filter for access whose last day has not passed and nobody withdrew."""
    return Q(until__gte=today, withdrawn_at=None)


def in_force() -> Q:
    """The filter for access that opens its item today.

    Its last day has not passed, nobody withdrew it, the guest still works at the
    school on whose behalf it was given, and the item is still one that may be read.
    """
    today = calendar.today()
    own_posts = Post.objects.filter(
        person=OuterRef("person"), school=OuterRef("of_school"), role__in=SCHOOL_ROLES
    )
    return (
        not_over(today)
        & (Q(of_school=None) | Exists(own_posts.in_force(today).order_by()))
        & (Q(document=None, visit__state=VisitState.FINAL) | OFFERED)
    )


class GuestAccessQuerySet(models.QuerySet["GuestAccess"]):
    def visible_to(self, user: User) -> "GuestAccessQuerySet":
        """The item's two sides always, and the guest for as long as it is in force."""
        sides = granted(
            user,
            "visit__record__school",
            (AUTHORITY_ROLES, Q(step=None) & (Q(document=None) | OFFERED)),
            (SCHOOL_LEADERS, Q(step=None)),
        ) | granted(
            user,
            "step__record__school",
            (AUTHORITY_ROLES, None),
            (SCHOOL_LEADERS, None),
        )
        return self.filter(sides | (Q(person__user=user.key) & in_force()))

    def of_guest(self, user: User) -> "GuestAccessQuerySet":
        """What this person was given, whether or not it is in force."""
        return self.filter(person__user=user.key)

    def of_others(self, user: User) -> "GuestAccessQuerySet":
        return self.exclude(person__user=user.key)

    def not_over(self) -> "GuestAccessQuerySet":
        return self.filter(not_over(calendar.today()))

    def in_force(self) -> "GuestAccessQuerySet":
        return self.filter(in_force())


class GuestAccess(models.Model):
    """One person, one item, until a day.

    The item is the document or the step, and where both are empty the visit's note
    itself. ``of_school`` is the school where the guest works; empty for a peer
    without a post. Names and titles stay as they read on the day.
    """

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="guests")
    document = models.ForeignKey(
        VisitDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="guests",
    )
    step = models.ForeignKey(
        NextStep,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="guests",
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="guest_at"
    )
    of_school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    guest_name = models.CharField(max_length=150)
    guest_title = models.CharField(max_length=250, blank=True)
    until = models.DateField()
    reason = models.CharField(max_length=300)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()
    first_opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = GuestAccessQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(document=None) | Q(step=None),
                name="guest_reads_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="guest_access_says_why"
            ),
            given_together(
                "withdrawn_by",
                "withdrawn_at",
                name="withdrawal_of_guest_access_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guest}: {self.what}"

    def get_absolute_url(self) -> str:
        return reverse("visits:guest_item", args=[self.pk])

    @property
    def item(self) -> Item:
        return self.document or self.step or self.visit

    @property
    def school(self) -> School:
        return school_of(self.item)

    @property
    def guest(self) -> str:
        """Who it is, by the name and the title of the day it was given."""
        parts = (self.guest_name, self.guest_title)
        return ", ".join(part for part in parts if part)

    @property
    def kind(self) -> str:
        """What sort of thing it is, naming no content."""
        if self.document_id:
            return "document"
        return "next step" if self.step_id else "visit note"

    @property
    def what(self) -> str:
        """The item, in words."""
        if self.document:
            return f"document “{self.document.title}”"
        if self.step:
            return f"next step “{self.step.text[:80]}”"
        return f"note of the {self.visit}"

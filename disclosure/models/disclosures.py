"""A request for information about one school, from its receipt to its answer."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from disclosure import rules
from disclosure.acts import Act, acts
from schools.access import granted
from schools.models import School
from sitrack.core import clock
from sitrack.core.models import AcademicYear, User, Versioned, given_together
from sitrack.core.roles import Capability, roles_with


class State(models.TextChoices):
    OPEN = rules.OPEN, "Open"
    PREPARED = rules.PREPARED, "Prepared"
    CHECKED = rules.CHECKED, "Checked"
    RELEASED = rules.RELEASED, "Released"
    REFUSED = rules.REFUSED, "Refused"
    WITHDRAWN = rules.WITHDRAWN, "Withdrawn"


ENDED = (State.RELEASED, State.REFUSED, State.WITHDRAWN)


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def visible_to(self, user: User) -> "DisclosureQuerySet":
        """Those about the schools of whoever discloses; nothing for all others, the
        people of the school among them."""
        return self.filter(
            granted(user, "school", (roles_with(Capability.DISCLOSE), None))
        )

    def unanswered(self) -> "DisclosureQuerySet":
        """While one is, nothing that it may ask for is taken away."""
        return self.exclude(state__in=ENDED)


class Disclosure(Versioned):
    """What was asked for, by when it is due, and how far it is.

    Who asks is not written down: it does not matter for what is given. ``version``
    grows with every mark, so that nobody checks what they have not seen.
    """

    reference = models.CharField(max_length=60, unique=True)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    years = models.ManyToManyField(AcademicYear, related_name="+")
    asked_for = models.TextField(max_length=4000)
    act = models.SlugField(max_length=20)
    received_on = models.DateField()
    due_by = models.DateField()
    state = models.CharField(
        max_length=9, choices=State.choices, default=State.OPEN, db_index=True
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(default=clock.now, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    prepared_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    checked_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    # The day on which whoever asked took it back; who recorded that has answered it.
    withdrawn_on = models.DateField(null=True, blank=True)
    # The days by which it was due when people were reminded, and told that it is late.
    reminded_of = models.DateField(null=True, blank=True)
    told_late = models.DateField(null=True, blank=True)
    # Of a refusal: under which section, and why.
    section = models.CharField(max_length=20, blank=True)
    reason = models.TextField(max_length=2000, blank=True)

    objects: ClassVar[Any] = DisclosureQuerySet.as_manager()

    class Meta:
        ordering = ["due_by", "pk"]
        constraints = [
            given_together("prepared_by", "prepared_at", name="prepared_by_whom_when"),
            given_together("checked_by", "checked_at", name="checked_by_whom_when"),
            given_together("answered_by", "answered_at", name="answered_by_whom_when"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("prepared_by")),
                name="another_than_who_prepared_checks",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RELEASED)
                | (
                    Q(prepared_by__isnull=False, checked_by__isnull=False)
                    & ~Q(answered_by=F("prepared_by"))
                ),
                name="nobody_releases_what_they_prepared",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, answered_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(answered_at=None)),
                name="an_answered_request_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state=State.WITHDRAWN, withdrawn_on__isnull=False)
                | (~Q(state=State.WITHDRAWN) & Q(withdrawn_on=None)),
                name="a_withdrawn_request_says_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.REFUSED) | Q(section__gt="", reason__gt=""),
                name="a_refusal_says_why",
            ),
            models.CheckConstraint(
                condition=Q(due_by__gt=F("received_on")),
                name="a_request_is_due_after_it_came",
            ),
        ]

    def __str__(self) -> str:
        return f"request for information {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("disclosure:request", args=[self.pk])

    @property
    def law(self) -> Act:
        return acts()[self.act]

    @property
    def is_open(self) -> bool:
        return self.state == State.OPEN

    @property
    def is_over(self) -> bool:
        """Whether it waits for no answer any more."""
        return self.state in ENDED

    @property
    def years_named(self) -> str:
        return ", ".join(year.label for year in self.years.order_by("start"))

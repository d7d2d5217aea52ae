"""What a headteacher lets a deputy do for a time."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from schools.models.people import Post
from sitrack.core import clock
from sitrack.core.models import User, given_together
from sitrack.core.roles import Capability, Delegable, roles_with
from sitrack.core.words import worded


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, user: User) -> "DelegationQuerySet":
        """Those at schools where the user reads who may act for the headteacher."""
        from schools.access import at_schools

        readers = roles_with(Capability.READ_DELEGATIONS)
        return self.filter(at_schools(user, readers, path="to__school"))

    def lasting(self, day: date) -> "DelegationQuerySet":
        """Those that let somebody do something on a day or later: not withdrawn, not
        over, and resting on two posts that go on."""
        found = self.filter(withdrawn_at=None, until__gte=day)
        for post in ("giver", "to"):
            end = f"{post}__end"
            found = found.filter(Q(**{end: None}) | Q(**{f"{end}__gte": day}))
        return found


class Delegation(models.Model):
    """One thing that the holder of one post lets the holder of another do.

    It rests on both posts, and falls with either. Nothing of it is ever changed but
    that it is withdrawn.
    """

    giver = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="given")
    to = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations")
    thing = models.CharField(max_length=12, choices=Delegable.choices)
    start = models.DateField()
    until = models.DateField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField(default=clock.now, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("start")),
                name="delegation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("to")), name="nobody_delegates_to_themselves"
            ),
            given_together(
                "withdrawn_by", "withdrawn_at", name="withdrawn_delegation_says_by_whom"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to.person}: {self.words}"

    @property
    def words(self) -> str:
        """What it lets somebody do: "propose a level for the school"."""
        return worded(Delegable(self.thing).label)

    @property
    def last_day(self) -> date:
        """The last day on which it lets anybody do anything: its own, that of either
        post, or the day on which it was withdrawn."""
        withdrawn = self.withdrawn_at and timezone.localdate(self.withdrawn_at)
        ends = (self.until, self.giver.end, self.to.end, withdrawn)
        return min(end for end in ends if end)

    def lasts(self, day: date) -> bool:
        """Whether it lets somebody do something on a day or later."""
        return self.withdrawn_at is None and self.last_day >= day

"""What one asks for and another decides: the columns, and what must never be false."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from sitrack.core import clock


class Outcome(models.TextChoices):
    DONE = "done", "Confirmed"
    DECLINED = "declined", "Declined"


class AskedAndDecided(models.Model):
    """Asked for by one, with a reason, and decided by another.

    What is done again after a restore was asked for by nobody here. Each model has an
    ``outcome`` of its own, in its own words.
    """

    reason = models.CharField(max_length=300)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(default=clock.now, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome: "models.CharField[str, str]"
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_open(self) -> bool:
        return not self.outcome


def decided_by_another(what: str) -> list[models.BaseConstraint]:
    """That it takes two people, and that what is decided says when."""
    return [
        models.CheckConstraint(
            condition=~Q(outcome=Outcome.DONE)
            | Q(decided_by=None)
            | ~Q(decided_by=F("asked_by")),
            name=f"another_than_the_asker_confirms_{what}",
        ),
        models.CheckConstraint(
            condition=Q(outcome="", decided_at=None)
            | (~Q(outcome="") & Q(decided_at__isnull=False)),
            name=f"a_decided_{what.removeprefix('an_').removeprefix('a_')}_says_when",
        ),
    ]

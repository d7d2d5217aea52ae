"""What a school offers other schools (SUF-R-25, SUF-E-18)."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from engagement.models.templates import Option
from schools.access import at_schools, roles_anywhere
from schools.models import School
from sitrack.core.models import Term, User, Versioned
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS, TEAM

EMPLOYED = AUTHORITY_ROLES | TEAM


class SchoolOfferQuerySet(models.QuerySet["SchoolOffer"]):
    def visible_to(self, user: User) -> "SchoolOfferQuerySet":
        """All offers for those who work for the authority; for heads and deputies
        their own school's, and those of schools that opted in (OQ-09)."""
        roles = roles_anywhere(user)
        if roles & EMPLOYED:
            return self.all()
        if not roles & SCHOOL_LEADERS:
            return self.none()
        shared = Q(open_to_others=True, withdrawn_at=None)
        return self.filter(shared | at_schools(user, SCHOOL_LEADERS, path="school"))

    def in_force(self, day: date) -> "SchoolOfferQuerySet":
        """Offers that can be taken up: not withdrawn, and not at their end."""
        return self.filter(withdrawn_at=None, ends_on__gte=day)


class SchoolOffer(Versioned):
    """Support in an area of practice that a school offers, from a term to a day."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="offers")
    # One of the framework's areas, the school's own words, or both.
    area = models.ForeignKey(
        Option, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    area_words = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    ends_on = models.DateField()
    open_to_others = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = SchoolOfferQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["school__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(area__isnull=False) | ~Q(area_words=""),
                name="an_offer_names_an_area",
            )
        ]

    def __str__(self) -> str:
        return self.area_label

    @property
    def area_label(self) -> str:
        """The area, with the school's own words after it."""
        named = self.area.label if self.area else ""
        return ": ".join(words for words in (named, self.area_words) if words)

"""A meeting or call with a school, noted in one line (SCO-24, SCO-30)."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from schools.access import at_schools
from schools.models import School
from sitrack.core.models import User, given_together
from sitrack.core.roles import AUTHORITY_ROLES, SCHOOL_LEADERS

READERS = AUTHORITY_ROLES | SCHOOL_LEADERS


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, user: User) -> "ContactQuerySet":
        """The authority's officers and the school's leaders."""
        return self.filter(at_schools(user, READERS, path="school"))

    def standing(self) -> "ContactQuerySet":
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)


class Contact(models.Model):
    """One line of the log; never changed, but taken back where it was wrong."""

    school = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="contacts"
    )
    kind = models.SlugField(max_length=30)
    activity = models.SlugField(max_length=40, blank=True)
    on = models.DateField()
    who = models.CharField(max_length=100)
    line = models.CharField(max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            given_together(
                "taken_back_at", "taken_back_by", name="a_contact_is_taken_back_whole"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on:%-d %B %Y}, {self.who}"

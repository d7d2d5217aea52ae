"""Which school follows which: a conversion, or several that become one (INV-23)."""

from django.db import models
from django.db.models import F, Q

from schools.models.school import School


class SchoolLink(models.Model):
    """One school that another follows, from a day on. Nothing is moved: the history
    stays with the predecessor, and the authority reaches it from the successor."""

    class Kind(models.TextChoices):
        CONVERSION = "conversion", "It converted to an academy"
        AMALGAMATION = "amalgamation", "It became one school with others"
        REPLACEMENT = "replacement", "It was replaced by another school"

    successor = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="came_from"
    )
    predecessor = models.ForeignKey(
        School, on_delete=models.PROTECT, related_name="followed_by"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    since = models.DateField()

    class Meta:
        ordering = ["-since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["successor", "predecessor"], name="one_link_between_two_schools"
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("predecessor")),
                name="no_school_follows_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.successor} follows {self.predecessor}"

"""What a school works on in a year (SUF-R-20)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from engagement.models.records import SchoolYearRecord
from schools.access import granted
from sitrack.core.models import User
from sitrack.core.roles import READERS, TEAM
from sitrack.core.words import worded


def name_of_source(source: str) -> str:
    """ "Agreed by the school and the LA", with the framework's word for it."""
    said = {
        RecordPriority.Source.OFSTED: "{inspectorate}",
        RecordPriority.Source.JOINT: "Agreed by the school and the {authority}",
    }
    label = str(RecordPriority.Source(source).label)
    return worded(said.get(RecordPriority.Source(source), label))


def named_sources() -> list[tuple[str, str]]:
    """The sources to choose from."""
    return [(one, name_of_source(one)) for one in RecordPriority.Source.values]


class PriorityQuerySet(models.QuerySet["RecordPriority"]):
    def visible_to(self, user: User) -> "PriorityQuerySet":
        """An officer of another team reads those that are open, not how one ended."""
        return self.filter(
            granted(
                user,
                "record__school",
                (READERS - TEAM, None),
                (TEAM, Q(closed=False)),
            )
        )

    def about(self, theme: str) -> "PriorityQuerySet":
        """Those that are tagged with a theme, by its code (SUF-P-12)."""
        return self.filter(themes__icontains=f'"{theme}"')


class RecordPriority(models.Model):
    """A school improvement priority of the year (SUF-R-20); a closed one stays, with
    how it ended."""

    class Source(models.TextChoices):
        PLAN = "sdp", "School Development Plan"
        OFSTED = "ofsted", "Ofsted"
        JOINT = "joint", "Agreed by the school and the LA"

    record = models.ForeignKey(
        SchoolYearRecord, on_delete=models.PROTECT, related_name="priorities"
    )
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    source = models.CharField(max_length=6, choices=Source.choices, default=Source.PLAN)
    # Codes of the definition's list of themes: they mean the same in every year.
    themes = models.JSONField(default=list, blank=True)
    closed = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)
    ended = models.TextField(blank=True)

    objects: ClassVar[Any] = PriorityQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def source_name(self) -> str:
        """Where it comes from, in the framework's words."""
        return name_of_source(self.source)

    @property
    def note(self) -> str:
        """Where it comes from, and how it ended: "Ofsted. Closed on 3 March 2026."."""
        words = [f"{self.source_name}."]
        if self.closed:
            day = f" on {self.closed_on:%-d %B %Y}" if self.closed_on else ""
            words.append(f"Closed{day}.")
        return " ".join([*words, self.ended]).strip()

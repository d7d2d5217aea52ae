"""What a request reaches, item by item as it was taken, and what is withheld of it."""

import hashlib
from collections import defaultdict
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from disclosure import text
from disclosure.models.disclosures import Disclosure
from disclosure.rules import Covered, joined
from sitrack.core import clock
from sitrack.core.models import User, given_together


def _sum(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


class Treatment(models.TextChoices):
    DISCLOSE = "disclose", "Give it out, without what is marked"
    WITHHOLD = "withhold", "Withhold all of it"
    LEAVE_OUT = "leave_out", "Leave it out: it was not asked for"


class ItemQuerySet(models.QuerySet["DisclosedItem"]):
    def visible_to(self, user: User) -> "ItemQuerySet":
        """Those of the requests that the user may see."""
        seen = Disclosure.objects.visible_to(user).order_by()
        return self.filter(disclosure__in=seen.values("pk"))


class DisclosedItem(models.Model):
    """A part of the record as it read when it was taken; ``key`` finds it there again.

    A restricted letter has no text here until somebody opens it, with a reason.
    """

    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.CASCADE, related_name="items"
    )
    key = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=120)
    title = models.CharField(max_length=250)
    html = models.TextField(blank=True)
    wide = models.BooleanField(default=False)
    restricted = models.BooleanField(default=False)
    treatment = models.CharField(
        max_length=9, choices=Treatment.choices, default=Treatment.DISCLOSE
    )
    # Of an item that is withheld as a whole.
    section = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=500, blank=True)
    # It stood in the record when it was taken, and does so no more.
    gone = models.BooleanField(default=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    read_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    opened_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "key"], name="an_item_is_taken_once"
            ),
            given_together("read_by", "read_at", name="read_by_whom_and_when"),
            given_together("opened_by", "opened_at", name="opened_by_whom_and_when"),
            models.CheckConstraint(
                condition=~Q(treatment=Treatment.WITHHOLD) | Q(section__gt=""),
                name="what_is_withheld_names_a_section",
            ),
            models.CheckConstraint(
                condition=~Q(restricted=True, html__gt="") | Q(opened_by__isnull=False),
                name="a_restricted_letter_is_opened_first",
            ),
        ]

    def __str__(self) -> str:
        return f"item {self.position} of the {self.disclosure}"

    @property
    def is_closed(self) -> bool:
        """A restricted letter that nobody has opened for this request."""
        return self.restricted and self.opened_by_id is None

    @property
    def fingerprint(self) -> str:
        """Tells a text that was taken from one that was taken later."""
        return _sum(self.title, self.html)

    @property
    def marked_fingerprint(self) -> str:
        """Tells the text with its marks from the same with others."""
        marks = sorted((mark.pk, mark.passage) for mark in self.in_force)
        return _sum(self.fingerprint, repr(marks))

    @property
    def in_force(self) -> list["Withheld"]:
        """Its marks but those that were taken off."""
        return [mark for mark in self.marks.all() if mark.taken_off_at is None]

    @property
    def passages(self) -> list[str]:
        """All that it says: the title first, then its text in the order of reading."""
        return [self.title, *(text.passages_of(self.html) if self.html else [])]

    def covered(self) -> dict[int, list[Covered]]:
        """What is withheld of each passage."""
        marks = defaultdict(list)
        for mark in self.in_force:
            if mark.passage is not None:
                marks[mark.passage].append((mark.start, mark.end, mark.section))
        return {passage: joined(found) for passage, found in marks.items()}

    @property
    def open_title(self) -> str:
        """Its title without what is withheld of it, as others read it."""
        return text.left_of(self.title, self.covered().get(0, []))

    def open_html(self) -> str:
        """Its text without what is withheld."""
        found = self.covered()
        shifted = {passage - 1: spans for passage, spans in found.items() if passage}
        return text.without(self.html, shifted)


class Withheld(models.Model):
    """Words that are withheld: where they stand in a passage, and under which section.

    Where the text was taken anew and the place is no longer certain, there is none: the
    mark waits for somebody to look at it. One that was taken off withholds nothing; the
    row stays for whoever checks.
    """

    item = models.ForeignKey(
        DisclosedItem, on_delete=models.CASCADE, related_name="marks"
    )
    passage = models.PositiveIntegerField(null=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField()
    section = models.CharField(max_length=20)
    note = models.CharField(max_length=500, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField(default=clock.now, editable=False)
    taken_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    taken_off_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["passage", "start", "pk"]
        verbose_name = "withheld passage"
        constraints = [
            models.UniqueConstraint(
                fields=["item", "passage", "start", "end", "section"],
                condition=Q(taken_off_at=None),
                name="words_are_withheld_once_under_a_section",
            ),
            given_together(
                "taken_off_by", "taken_off_at", name="taken_off_by_whom_and_when"
            ),
            models.CheckConstraint(
                condition=Q(end__gt=F("start"), section__gt="", words__gt=""),
                name="a_mark_covers_words_under_a_section",
            ),
        ]

    def __str__(self) -> str:
        return f"mark of {self.item}"

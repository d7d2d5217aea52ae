"""Old records that come in from Word: a file each, and folders of them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from reports.word_import import Reading, from_data
from schools.access import at_schools
from schools.models import School
from sitrack.core.models import Claimable, StoredFile, User, Versioned
from sitrack.core.roles import Capability, roles_with


class ImportFolderQuerySet(models.QuerySet["ImportFolder"]):
    def visible_to(self, user: User) -> "ImportFolderQuerySet":
        """One's own: the names of files are told to who handed them in."""
        return self.filter(handed_in_by=user.key)


class ImportFolder(Claimable):
    """Files that were handed in at once; each is a row of its own, read one by one."""

    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    handed_in_at = models.DateTimeField()

    objects: ClassVar[Any] = ImportFolderQuerySet.as_manager()

    class Meta:
        ordering = ["-handed_in_at", "-pk"]
        indexes = [models.Index(fields=["state", "due_at"], name="import_folder_due")]

    def __str__(self) -> str:
        return f"old records handed in on {self.handed_in_at:%-d %B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("import_folder", args=[self.pk])


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", "Waiting to be read"
    READ = "read", "To be looked at"
    CORRECTED = "corrected", "Being corrected"
    ACCEPTED = "accepted", "Brought in"
    DISCARDED = "discarded", "Set aside"
    REFUSED = "refused", "Refused"


OPEN_STATES = [ImportState.READ, ImportState.CORRECTED]


class WordImportQuerySet(models.QuerySet["WordImport"]):
    def visible_to(self, user: User) -> "WordImportQuerySet":
        """Those of the schools whose records one may bring in; one that belongs to no
        school yet is its sender's."""
        writers = roles_with(Capability.IMPORT_RECORD)
        return self.filter(
            at_schools(user, writers, path="school") | Q(school=None, added_by=user.key)
        )


class WordImport(Versioned):
    """One Word file, what was read in it, and what became of it.

    ``reading`` is what the file says, ``typed`` what the correction page last held,
    ``outcome`` the sentences that tell what was brought in and what was left.
    """

    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    school = models.ForeignKey(
        School,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="word_imports",
    )
    folder = models.ForeignKey(
        ImportFolder,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="imports",
    )
    state = models.CharField(
        max_length=9, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    reason = models.CharField(max_length=400, blank=True)
    reading: Any = models.JSONField(default=dict, blank=True)
    typed: Any = models.JSONField(default=dict, blank=True)
    outcome: Any = models.JSONField(default=dict, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = WordImportQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[ImportState.ACCEPTED, ImportState.DISCARDED],
                    ended_by__isnull=False,
                    ended_at__isnull=False,
                )
                | ~Q(state__in=[ImportState.ACCEPTED, ImportState.DISCARDED])
                & Q(ended_by=None, ended_at=None),
                name="an_import_ends_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.ACCEPTED) | Q(school__isnull=False),
                name="an_accepted_import_has_a_school",
            ),
        ]
        indexes = [models.Index(fields=["school", "state"], name="import_by_school")]

    def __str__(self) -> str:
        return f"the Word file {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("word_import", args=[self.pk])

    @property
    def found(self) -> Reading:
        """What was read in the file."""
        return from_data(self.reading)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

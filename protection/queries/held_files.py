"""Whether a legal hold keeps a file that somebody removes."""

from typing import Any

from django.apps import apps

from protection.models import LegalHold
from protection.queries.places import school_of
from protection.queries.retention.reach import held_people
from protection.retention import KINDS
from sitrack.core.models import StoredFile


def is_held(stored: StoredFile) -> bool:
    """Whether a hold covers the school that the file is of, or whoever handed it in."""
    if not LegalHold.objects.in_force().exists():
        return False
    if held_people().filter(user=stored.added_by).exists():
        return True
    schools = {school.pk for row in _holding(stored) if (school := school_of(row))}
    return LegalHold.objects.in_force().filter(school__in=schools).exists()


def _holding(stored: StoredFile) -> list[Any]:
    """The rows that hold a file."""
    found: list[Any] = []
    for kind in KINDS:
        for upload in kind.uploads:
            label, key = upload.rsplit(".", 1)
            found += apps.get_model(label)._base_manager.filter(**{key: stored})
    return found

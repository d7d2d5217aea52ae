"""Whose installation it is, asked of the framework at work."""

from django.conf import settings
from django.db.models import Exists

from engagement.models import FrameworkVersion


def all_schools_are_its_own() -> Exists:
    """Whether every school has a record without an agreement: a trust's schools are all
    academies, and all its own. A condition for another query, so that none is added."""
    trusts = FrameworkVersion.objects.filter(
        code=settings.FRAMEWORK, organisation=FrameworkVersion.TRUST
    )
    return Exists(trusts)

"""Fields of a row that are given together."""

from django.db.models import CheckConstraint, Q


def given_together(*fields: str, name: str) -> CheckConstraint:
    """The rule that all of these fields are given, or none, such as who and when."""
    none = Q(**dict.fromkeys(fields))
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=none | every, name=name)

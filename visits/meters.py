"""Used against allowed with what visits count: how many were held, by whom."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from engagement.models import SchoolYearRecord
from engagement.queries.meters import Told, meters_of, told
from engagement.rules.meters import Use
from schools.models import Post
from visits.models import Visit


def meters_at(record: SchoolYearRecord, day: date) -> list[Told]:
    """What the school has used of what its level gives in days, visits and meetings."""
    given = {"visit": lambda: _held(record), "meeting": lambda: _meetings(record)}
    return told(meters_of(record, day, given), record)


def _meetings(record: SchoolYearRecord) -> list[Use]:
    return [use for use in _held(record) if use.category == "meeting"]


def _held(record: SchoolYearRecord) -> list[Use]:
    """The visits of the record that took place, each with the roles of who led it."""
    rows = list(
        Visit.objects.written()
        .filter(record=record)
        .order_by("date")
        .values_list("date", "visit_type__category", "lead")
    )
    roles: dict[int, set[str]] = defaultdict(set)
    leads = {lead for _, _, lead in rows}
    posts = Post.objects.at(record.school).filter(person__in=leads)
    for person, role in posts.order_by().values_list("person", "role"):
        roles[person].add(role)
    return [
        Use(day, Decimal(1), category or "", frozenset(roles[lead]))
        for day, category, lead in rows
    ]

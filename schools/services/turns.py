"""Having schools to oneself until a transaction ends."""

from collections.abc import Iterable

from schools.models import School


def in_turn(schools: Iterable[int]) -> None:
    """Lock schools, by their keys, so that one thing happens there after the other: what
    is asked for by law is recorded before it is destroyed, or afterwards. On SQLite the
    transaction itself is alone."""
    rows = School.objects.select_for_update(no_key=True).filter(pk__in=schools)
    list(rows.order_by("pk").values_list("pk", flat=True))

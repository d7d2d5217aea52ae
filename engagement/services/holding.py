"""Holding a record open: nobody locks it between a check and what it allows."""

from engagement.models import SchoolYearRecord
from engagement.rules.records import check_open


def hold_open(record: SchoolYearRecord) -> None:
    """Have locking the record wait for this transaction (INV-06, ACC-004).

    Call it before anything else of the record is held or changed. Raises RuleBroken
    when the record is locked.
    """
    rows = SchoolYearRecord.objects.select_for_update(no_key=True).order_by()
    state = rows.filter(pk=record.pk).values_list("state", flat=True).get()
    locked = state == SchoolYearRecord.State.LOCKED
    check_open(locked=locked, label=str(record) if locked else "")

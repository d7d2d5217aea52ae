"""The desk of retention: one thing is decided, held or destroyed after the other."""

from protection.models import RetentionDesk


def take_desk() -> RetentionDesk:
    """Have it until the transaction ends. On SQLite the transaction itself is alone."""
    RetentionDesk.objects.get_or_create(pk=1)
    return RetentionDesk.objects.select_for_update().get(pk=1)

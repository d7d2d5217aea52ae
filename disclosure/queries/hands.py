"""Whose hands a request went through while it was prepared."""

from disclosure.models import Disclosure


def hands_of(disclosure: Disclosure) -> set[int]:
    """The keys of everybody who read an item, opened a letter, marked, took
    a mark off, or prepared it."""
    items = disclosure.items.values_list(
        "read_by", "opened_by", "marks__made_by", "marks__taken_off_by"
    )
    found = {key for row in items for key in row}
    return {key for key in {*found, disclosure.prepared_by_id} if key is not None}

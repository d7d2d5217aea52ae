"""Whose hands a request went through while it was prepared."""

from disclosure.models import Disclosure


def hands_of(disclosure: Disclosure) -> set[int]:
    """The keys of everybody who ever had a hand in it."""
    return set(disclosure.hands.order_by().values_list("by", flat=True))

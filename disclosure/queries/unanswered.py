"""Requests that still stand in the way of taking anything away."""

from typing import Any

from disclosure.models import Disclosure


def standing_in_the_way(schools: Any) -> list[str]:
    """A sentence for each request about these schools that is not answered yet."""
    found = Disclosure.objects.unanswered().filter(school__in=schools)
    return [
        f"A request for information about {one.school} is not answered yet."
        for one in found.select_related("school").order_by("due_by", "pk")
    ]

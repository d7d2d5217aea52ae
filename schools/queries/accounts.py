"""Accounts that are open although their owner's last post has ended."""

from datetime import date
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q

from schools.models import Person, Post


def leavers(day: date) -> Any:
    """People with an open account whose last post has ended, with its last day; whoever
    left first comes first."""
    own = Post.objects.filter(person=OuterRef("pk"))
    rest = own.filter(Q(end=None) | Q(end__gte=day))
    people = Person.objects.filter(~Exists(rest), user__is_active=True)
    left = people.annotate(left_on=Max("posts__end")).filter(left_on__isnull=False)
    return left.order_by("left_on", "name", "pk")

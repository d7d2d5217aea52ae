"""Since when somebody has been able to answer for a school, or for the LA there."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from schools.models import Post, School
from sitrack.core.roles import Role


def able_since(
    schools: Iterable[School], roles: Iterable[Role], day: date
) -> dict[int, date]:
    """By a school's key, since when one of those who hold these roles there on a day
    could sign in and read: one query. Where nobody can, the school is left out."""
    asked = {school.pk: school for school in schools}
    regions = {school.region_id for school in asked.values()} - {None}
    reach = Q(school__in=asked) | Q(region__in=regions) | Q(whole_service=True)
    posts = Post.objects.filter(reach, role__in=list(roles)).in_force(day)
    able = posts.filter(person__user__is_active=True).order_by()
    columns = ("school", "region", "start", "person__user__joined_at")
    found: dict[int, date] = {}
    for school, region, start, joined in able.values_list(*columns):
        since = max(start, timezone.localdate(joined))
        for key, one in asked.items():
            here = school == key or (school is None and region in (None, one.region_id))
            if here:
                found[key] = min(found.get(key, since), since)
    return found

"""People and the posts they hold; rights come from posts in force today."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from schools.models.places import Region
from schools.models.school import School
from sitrack.core.roles import Role


class Person(models.Model):
    """Somebody with a name; not everybody has an account (DP-10)."""

    name = models.CharField(max_length=150)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField(max_length=30, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="person",
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PostQuerySet(models.QuerySet["Post"]):
    def in_force(self, day: date) -> "PostQuerySet":
        return self.filter(start__lte=day).filter(Q(end=None) | Q(end__gte=day))

    def at(self, school: School) -> "PostQuerySet":
        """Posts that reach a school: its own, its region's, the whole service's."""
        reach = Q(school=school) | Q(whole_service=True)
        if school.region_id:
            reach |= Q(region_id=school.region_id)
        return self.filter(reach)


class Post(models.Model):
    """A role held by a person, at a school, in a region or in the whole service."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=12, choices=Role.choices)
    title = models.CharField(max_length=100, blank=True)
    school = models.ForeignKey(
        School, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    whole_service = models.BooleanField(default=False)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    acting = models.BooleanField(default=False)

    objects: ClassVar[Any] = PostQuerySet.as_manager()

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(school__isnull=False, region=None, whole_service=False)
                | Q(school=None, region__isnull=False, whole_service=False)
                | Q(school=None, region=None, whole_service=True),
                name="post_has_exactly_one_scope",
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gte=F("start")),
                name="post_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(role=Role.OFFICER, end=None, acting=False),
                name="one_officer_per_school",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "school"],
                condition=Q(end=None, school__isnull=False),
                name="post_is_not_held_twice",
            ),
        ]
        indexes = [models.Index(fields=["role", "school"], name="post_role_school")]

    def __str__(self) -> str:
        place = self.school or self.region or "the whole service"
        return f"{self.person}, {self.printed_title}, {place}"

    @property
    def printed_title(self) -> str:
        """What the post is called on the page: its own title, or the role's."""
        title = self.title or Role(self.role).label
        return f"Acting {title[0].lower()}{title[1:]}" if self.acting else title

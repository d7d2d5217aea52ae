"""People and the posts they hold; rights come from posts in force today."""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from schools.models.places import Region
from schools.models.school import School
from sitrack.core.models import User, Versioned
from sitrack.core.roles import Capability, Role, roles_with


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: User) -> "PersonQuerySet":
        """Those who hold, held or will hold a post that the user's list shows; for
        whoever keeps the list everybody, those without a post too."""
        from schools.access import may

        if may(user, Capability.KEEP_PEOPLE):
            return self
        posts = Post.objects.visible_to(user).order_by()
        return self.filter(pk__in=posts.values("person"))


class Person(Versioned):
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

    objects: ClassVar[Any] = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("schools:person", args=[self.pk])


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User) -> "PostQuerySet":
        """Posts on the user's list of people: those that reach a school of theirs."""
        from schools.access import NOTHING, at_places, at_schools

        readers = roles_with(Capability.READ_PEOPLE)
        at_school = at_schools(user, readers, path="school")
        if at_school is NOTHING:
            return self.none()
        return self.filter(at_school | at_places(user, readers))

    def in_force(self, day: date) -> "PostQuerySet":
        return self.filter(start__lte=day).filter(Q(end=None) | Q(end__gte=day))

    def at(self, school: School) -> "PostQuerySet":
        """Posts that reach a school: its own, its region's, the whole service's."""
        return self.at_place(school.pk, school.region_id)

    def at_place(self, school: int, region: int | None) -> "PostQuerySet":
        """Posts that reach a school, by its key and its region's."""
        reach = Q(school=school) | Q(whole_service=True)
        return self.filter(reach | Q(region=region) if region else reach)


def titled(title: str, *, acting: bool) -> str:
    """A title as it is printed; of a post held for a time: "Acting headteacher"."""
    if not acting:
        return title
    keeps = title[1:2].isupper()
    return f"Acting {title if keeps else title[:1].lower() + title[1:]}"


class Post(Versioned):
    """A role held by a person, at a school, in a region or in the whole service.

    An acting post may name the post that it covers: its holder is away, and stays.
    """

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
    covers = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covered_by",
    )
    end_reason = models.CharField(max_length=200, blank=True)

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
            models.CheckConstraint(
                condition=Q(covers=None) | Q(acting=True),
                name="who_covers_a_post_is_acting",
            ),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(end__isnull=False),
                name="who_gives_a_reason_gives_an_end",
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
        return f"{self.person}, {self.printed_title}, {self.place}"

    @property
    def printed_title(self) -> str:
        """What the post is called on the page: its own title, or the role's."""
        return titled(self.title or Role(self.role).label, acting=self.acting)

    @property
    def place(self) -> str:
        """Where it is held, in words."""
        return str(self.school or self.region or "the whole service")

    @property
    def scope(self) -> str:
        """What events about this post are filed under."""
        return self.school.scope if self.school else ""

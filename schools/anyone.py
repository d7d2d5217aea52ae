"""A reader who is nobody in particular: whoever holds a role at a school.

What is written for many is read with the eyes of such a one. They have no rows of
their own and no post elsewhere, so nothing comes in that only some of them may see.
"""

from schools.held import Held
from schools.models.school import School
from sitrack.core.models import User
from sitrack.core.roles import Role

# No account and no person has this key; 0 would pass for none in a condition.
NOBODY = -1


def anyone_who_is(role: Role, school: School | None) -> User:
    """A reader who holds the role at the school, or for the whole service."""
    reader = User(pk=NOBODY, name="")
    held = Held(role, school.pk if school else None, None, NOBODY, "")
    reader.posts_in_force = [held]  # type: ignore[attr-defined]
    return reader

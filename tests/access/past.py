"""Posts that are over."""

from datetime import date

from schools.services.people import appoint, end_post
from sitrack.core.roles import Role
from tests.universe import Council


def end_with_a_reason(council: Council, reason: str) -> None:
    """Dev was a governor of Hawthorn once; the administrator alone reads why no more."""
    post = appoint(
        person=council.persons["dev"],
        role=Role.GOVERNOR,
        school=council.hawthorn,
        start=date(2023, 9, 1),
        by=council.ada,
    )
    end_post(post=post, on=date(2024, 7, 31), reason=reason, by=council.ada)

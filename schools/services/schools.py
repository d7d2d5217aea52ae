"""Schools outside the register file."""

from typing import Any

from django.db import transaction

from schools.choices import MAINTAINED_TYPES
from schools.models import School
from sitrack.core import events
from sitrack.core.models import Audience, User


@transaction.atomic
def add_school(*, by: User | None, **facts: Any) -> School:
    """Add a school by hand; ``maintained`` follows from its type."""
    facts["maintained"] = facts["establishment_type"] in MAINTAINED_TYPES
    school = School.objects.create(**facts)
    events.record(
        "school.added", school, by=by, scope=school.scope, audience=Audience.AUTHORITY
    )
    return school

"""Words that the national register uses, as it spells them."""

from django.db import models


class Phase(models.TextChoices):
    NURSERY = "Nursery"
    PRIMARY = "Primary"
    MIDDLE_DEEMED_PRIMARY = "Middle deemed primary"
    MIDDLE_DEEMED_SECONDARY = "Middle deemed secondary"
    SECONDARY = "Secondary"
    ALL_THROUGH = "All-through"
    SIXTEEN_PLUS = "16 plus"
    NOT_APPLICABLE = "Not applicable"


class Status(models.TextChoices):
    OPEN = "Open"
    PROPOSED_TO_OPEN = "Proposed to open"
    PROPOSED_TO_CLOSE = "Open, but proposed to close"
    CLOSED = "Closed"


MAINTAINED_TYPES = frozenset(
    {
        "Community school",
        "Voluntary aided school",
        "Voluntary controlled school",
        "Foundation school",
        "Pupil referral unit",
        "Local authority nursery school",
        "Community special school",
        "Foundation special school",
    }
)

SPECIAL_TYPES = frozenset(
    {
        "Community special school",
        "Foundation special school",
        "Non-maintained special school",
        "Academy special converter",
        "Academy special sponsor led",
        "Free schools special",
    }
)

ALTERNATIVE_TYPES = frozenset(
    {
        "Pupil referral unit",
        "Academy alternative provision converter",
        "Academy alternative provision sponsor led",
        "Free schools alternative provision",
    }
)

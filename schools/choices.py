"""Words that the national register uses, as it spells them."""

from django.db import models

from sitrack.core.roles import Role


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


TEACHING = frozenset({Status.OPEN, Status.PROPOSED_TO_CLOSE})


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

# What somebody with a new account is told, for the first post that they hold.
COMES_TO = {
    Role.OFFICER: "Here you log visits, agree levels and see what is due at your schools.",
    Role.LEAD: "Here you decide proposals and see where views differ in your region.",
    Role.HEAD: "Here you see the whole service and decide the statutory level.",
    Role.DIRECTOR: "Here you see where every school stands.",
    Role.TEAM: "Here you write up your team’s visits to schools.",
    Role.HEADTEACHER: "Here you read what was written about your school, and answer it.",
    Role.DEPUTY: "Here you read what was written about your school, and answer it.",
    Role.CHAIR: "Here you read in plain words where your school stands.",
    Role.GOVERNOR: "Here you read in plain words where your school stands.",
    Role.SENDCO: "Here you read in plain words where your school stands.",
    Role.ADMIN: "Here you keep people, posts, the calendar and the register.",
}

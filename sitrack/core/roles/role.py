"""Abstract roles (domain 4.1), and those that go together."""

from django.db import models


class Role(models.TextChoices):
    """Abstract roles; each framework has its own names for them."""

    OFFICER = "officer", "Officer"
    LEAD = "lead", "Lead"
    HEAD = "head", "Head of service"
    DIRECTOR = "director", "Director"
    TEAM = "team", "Officer of another team"
    HEADTEACHER = "headteacher", "Headteacher"
    DEPUTY = "deputy", "Deputy headteacher"
    CHAIR = "chair", "Chair of governors"
    GOVERNOR = "governor", "Governor"
    SENDCO = "sendco", "SENDCo"
    ADMIN = "admin", "System administrator"


AUTHORITY_ROLES = frozenset({Role.OFFICER, Role.LEAD, Role.HEAD, Role.DIRECTOR})
SCHOOL_LEADERS = frozenset({Role.HEADTEACHER, Role.DEPUTY})
TEAM = frozenset({Role.TEAM})
GOVERNANCE = frozenset({Role.CHAIR, Role.GOVERNOR, Role.SENDCO})
SCHOOL_ROLES = SCHOOL_LEADERS | GOVERNANCE
READERS = AUTHORITY_ROLES | SCHOOL_ROLES | {Role.TEAM}

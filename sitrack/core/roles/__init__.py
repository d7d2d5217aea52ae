"""Roles, capabilities, the table that joins them, and what can be delegated."""

from sitrack.core.roles.capability import Capability
from sitrack.core.roles.delegable import DELEGATED, GIVES, TAKES, Delegable
from sitrack.core.roles.role import (
    AUTHORITY_ROLES,
    GOVERNANCE,
    READERS,
    SCHOOL_LEADERS,
    SCHOOL_ROLES,
    TEAM,
    Role,
)
from sitrack.core.roles.table import CAPABILITIES, roles_with

__all__ = [
    "AUTHORITY_ROLES",
    "CAPABILITIES",
    "DELEGATED",
    "GIVES",
    "GOVERNANCE",
    "READERS",
    "SCHOOL_LEADERS",
    "SCHOOL_ROLES",
    "TAKES",
    "TEAM",
    "Capability",
    "Delegable",
    "Role",
    "roles_with",
]

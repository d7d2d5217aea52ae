"""The privacy notice, legal holds, erasures and retention of an installation."""

from protection.models.deciding import Outcome
from protection.models.erasures import Erasure
from protection.models.holds import LegalHold
from protection.models.notice import PrivacyNotice
from protection.models.retention import (
    Destruction,
    DestructionUnit,
    Keeping,
    Result,
    RetentionDesk,
    RetentionYears,
)

__all__ = [
    "Destruction",
    "DestructionUnit",
    "Erasure",
    "Keeping",
    "LegalHold",
    "Outcome",
    "PrivacyNotice",
    "Result",
    "RetentionDesk",
    "RetentionYears",
]

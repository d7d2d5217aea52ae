"""The privacy notice, legal holds and erasures of an installation."""

from protection.models.erasures import Erasure, Outcome
from protection.models.holds import LegalHold
from protection.models.notice import PrivacyNotice

__all__ = ["Erasure", "LegalHold", "Outcome", "PrivacyNotice"]

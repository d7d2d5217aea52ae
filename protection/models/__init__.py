"""The privacy notice of an installation."""

from protection.models.notice import PrivacyNotice

__all__ = ["PrivacyNotice"]

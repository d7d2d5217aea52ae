"""Schools and the people who work with them."""

from schools.models.address_change import AddressChange
from schools.models.changes import SchoolChange
from schools.models.delegation import Delegation
from schools.models.directory import (
    DirectoryEntry,
    DirectorySection,
    SafeguardingNotice,
)
from schools.models.inspection import InspectionResult
from schools.models.invitation import Invitation
from schools.models.links import SchoolLink
from schools.models.people import Person, Post
from schools.models.places import Federation, FederationMembership, Region
from schools.models.register import RegisteredHead, RegisterImport
from schools.models.school import School, TradedAgreement

__all__ = [
    "AddressChange",
    "Delegation",
    "DirectoryEntry",
    "DirectorySection",
    "Federation",
    "FederationMembership",
    "InspectionResult",
    "Invitation",
    "Person",
    "Post",
    "Region",
    "RegisterImport",
    "RegisteredHead",
    "SafeguardingNotice",
    "School",
    "SchoolChange",
    "SchoolLink",
    "TradedAgreement",
]

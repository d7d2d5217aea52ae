"""What is worked out beforehand, what was published, how a year is carried into the
next, calendar feeds and weekly mails."""

from reports.models.board import BoardReport
from reports.models.bundles import Bundle, BundleItem, Made
from reports.models.digests import Digest, DigestChoice
from reports.models.feeds import CalendarFeed
from reports.models.imports import ImportFolder, ImportState, WordImport
from reports.models.members import MembersReport
from reports.models.moderation import LevelReview, ModerationNote
from reports.models.publications import (
    Publication,
    PublicationOpening,
    PublishedFor,
    Withdrawal,
    name_of_audience,
)
from reports.models.rollover import RolledSchool, Rollover
from reports.models.standings import Limit, Moved, TermStanding, Track
from reports.models.summaries import OwnRank, SchoolSummary

__all__ = [
    "BoardReport",
    "Bundle",
    "BundleItem",
    "CalendarFeed",
    "Digest",
    "DigestChoice",
    "ImportFolder",
    "ImportState",
    "LevelReview",
    "Limit",
    "Made",
    "MembersReport",
    "ModerationNote",
    "Moved",
    "OwnRank",
    "Publication",
    "PublicationOpening",
    "PublishedFor",
    "RolledSchool",
    "Rollover",
    "SchoolSummary",
    "TermStanding",
    "Track",
    "Withdrawal",
    "WordImport",
    "name_of_audience",
]

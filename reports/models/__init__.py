"""What is worked out beforehand, how a year is carried into the next, calendar feeds
and weekly mails."""

from reports.models.digests import Digest, DigestChoice
from reports.models.feeds import CalendarFeed
from reports.models.members import MembersReport
from reports.models.moderation import LevelReview, ModerationNote
from reports.models.rollover import RolledSchool, Rollover
from reports.models.standings import Limit, Moved, TermStanding, Track
from reports.models.summaries import OwnRank, SchoolSummary

__all__ = [
    "CalendarFeed",
    "Digest",
    "DigestChoice",
    "LevelReview",
    "Limit",
    "MembersReport",
    "ModerationNote",
    "Moved",
    "OwnRank",
    "RolledSchool",
    "Rollover",
    "SchoolSummary",
    "TermStanding",
    "Track",
]

"""What is worked out beforehand, how a year is carried into the next, and calendar
feeds."""

from reports.models.feeds import CalendarFeed
from reports.models.rollover import RolledSchool, Rollover
from reports.models.summaries import OwnRank, SchoolSummary

__all__ = ["CalendarFeed", "OwnRank", "RolledSchool", "Rollover", "SchoolSummary"]

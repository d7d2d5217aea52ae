"""Pages that join the apps."""

from reports.views.handover import handover, handovers
from reports.views.home import home
from reports.views.hours import hours
from reports.views.pages import accessibility
from reports.views.record import record, record_open, record_pdf
from reports.views.school import school
from reports.views.time import time_correct, time_reverse
from reports.views.unvisited import unvisited

__all__ = [
    "accessibility",
    "handover",
    "handovers",
    "home",
    "hours",
    "record",
    "record_open",
    "record_pdf",
    "school",
    "time_correct",
    "time_reverse",
    "unvisited",
]

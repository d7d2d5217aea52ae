"""Pages of data protection."""

from protection.views.destructions import destruction, destructions
from protection.views.erasures import erasure, erasure_ask, erasures
from protection.views.held import held, held_file, own, own_file
from protection.views.holds import hold_lift, holds, person_hold
from protection.views.log import log
from protection.views.notice import data_protection, privacy, privacy_change
from protection.views.retention import (
    retention,
    retention_place,
    retention_year,
    schedule,
    schedule_change,
)

__all__ = [
    "data_protection",
    "destruction",
    "destructions",
    "erasure",
    "erasure_ask",
    "erasures",
    "held",
    "held_file",
    "hold_lift",
    "holds",
    "log",
    "own",
    "own_file",
    "person_hold",
    "privacy",
    "privacy_change",
    "retention",
    "retention_place",
    "retention_year",
    "schedule",
    "schedule_change",
]

"""The record of joint work (section 3)."""

from visits.models.content import (
    Attendee,
    FollowUp,
    VisitPriority,
    VisitSection,
    VisitTime,
)
from visits.models.corrections import Correction, Outcome
from visits.models.documents import DocumentRequest, VisitDocument
from visits.models.evidence import LevelEvidence
from visits.models.guests import GuestAccess
from visits.models.moves import VisitMove
from visits.models.other_times import TimeRequest
from visits.models.readings import Reading
from visits.models.recalls import Recall
from visits.models.replies import Addendum, Comment
from visits.models.steps import NextStep
from visits.models.unvisited import UnvisitedTerm
from visits.models.visit import Visit, VisitState

__all__ = [
    "Addendum",
    "Attendee",
    "Comment",
    "Correction",
    "DocumentRequest",
    "FollowUp",
    "GuestAccess",
    "LevelEvidence",
    "NextStep",
    "Outcome",
    "Reading",
    "Recall",
    "TimeRequest",
    "UnvisitedTerm",
    "Visit",
    "VisitDocument",
    "VisitMove",
    "VisitPriority",
    "VisitSection",
    "VisitState",
    "VisitTime",
]

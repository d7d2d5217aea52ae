"""The kernel's nouns."""

from sitrack.core.models.calendar import AcademicYear, HalfTerm, NonWorkingDay, Term
from sitrack.core.models.connected_sign_in import ConnectedSignIn
from sitrack.core.models.draft import Draft
from sitrack.core.models.event import Audience, Event
from sitrack.core.models.event_seal import EventSeal
from sitrack.core.models.job import Claimable, JobState, Mailed
from sitrack.core.models.kept_post import KeptPost
from sitrack.core.models.knock import PasswordRequest, RefusedSignIn
from sitrack.core.models.notification import Notification
from sitrack.core.models.reminder import Reminder
from sitrack.core.models.sign_in import SignIn
from sitrack.core.models.stored_file import StoredFile, Verdict
from sitrack.core.models.submission import Submission
from sitrack.core.models.together import given_together
from sitrack.core.models.user import User
from sitrack.core.models.version import Versioned

__all__ = [
    "AcademicYear",
    "Audience",
    "Claimable",
    "ConnectedSignIn",
    "Draft",
    "Event",
    "EventSeal",
    "HalfTerm",
    "JobState",
    "KeptPost",
    "Mailed",
    "NonWorkingDay",
    "Notification",
    "PasswordRequest",
    "RefusedSignIn",
    "Reminder",
    "SignIn",
    "StoredFile",
    "Submission",
    "Term",
    "User",
    "Verdict",
    "Versioned",
    "given_together",
]

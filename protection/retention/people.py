"""People who have left, what was sent to people, and the log of events."""

from django.db.models import Q

from protection.retention.kind import Ending, Kind, Part, hanging
from protection.retention.records import YEAR
from sitrack.core.audit.marks import ERASED
from sitrack.core.models import Audience

PERSON = Kind(
    "person",
    "People who have left",
    2,
    "the end of their last post",
    (
        Part("schools.Person"),
        Part("core.User"),
        *hanging(
            "user",
            "account.EmailAddress",
            "core.ConnectedSignIn",
            "core.User_groups",
            "core.User_user_permissions",
            "mfa.Authenticator",
            "reports.CalendarFeed",
            "reports.DigestChoice",
            "reports.OwnRank",
        ),
        *hanging("email_address", "account.EmailConfirmation"),
        *hanging(
            "person",
            "engagement.TeamMembership",
            "schools.AddressChange",
            "schools.Invitation",
            "schools.Post",
        ),
    ),
    ending=Ending.ERASED,
)

MESSAGE = Kind(
    "message",
    "Notifications and mails",
    2,
    "the end of the school year in which they were sent",
    (
        Part("core.Notification", day="created_at", counted="Notifications"),
        Part("reports.Digest", day="day", counted="Weekly mails"),
        Part("core.Reminder", day="day", counted="Reminders"),
        Part("core.Submission", day="at", counted="Marks of forms sent"),
    ),
    alone=True,
)


def _has_words() -> Q:
    """Events of restricted letters lose their words with the letter."""
    return ~Q(verb=ERASED) & ~Q(audience=Audience.RESTRICTED)


LOG = Kind(
    "log",
    "The log of events",
    7,
    YEAR,
    (Part("core.Event", day="at", only=_has_words, counted="Events"),),
    ending=Ending.BLANKED,
    alone=True,
)

"""The steps that every change of a letter takes (SM-4, SM-4b)."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from engagement.models import Course, LetterRecipient, RestrictedLetter
from engagement.queries.letters import SIGNS, has_part
from engagement.rules import letters as rules
from engagement.rules.letter_guards import check_school
from schools.access import may, users_holding
from schools.models import School
from sitrack.core import calendar, delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale, take_next_version

# A mail says that a document is waiting and nothing else, not even whose (ACC-071).
WAITING = "A document is waiting for you in sitrack"
TAKEN = "Somebody has already taken this letter further. Open it to see how it stands."
READERS_AT_SCHOOL = {
    LetterRecipient.Who.CHAIR: Role.CHAIR,
    LetterRecipient.Who.HEADTEACHER: Role.HEADTEACHER,
}


def check_part(user: User, by: str, letter: RestrictedLetter) -> None:
    """Raises PermissionDenied where the step is somebody else's to take."""
    if not has_part(user, by, letter):
        raise PermissionDenied("This step is not yours to take.")


def move(
    letter: RestrictedLetter,
    verb: str,
    *,
    by: User,
    note: str = "",
    facts: dict[str, str] | None = None,
    **fields: object,
) -> None:
    """Take the transition and tell of it, once: of two who try at once the second is
    told so. Raises PermissionDenied and RuleBroken."""
    step = rules.check_can(letter.course, verb, state=letter.state)
    check_part(by, step.by, letter)
    rules.check_note(step, note)
    take(letter)
    letter.state = step.target
    for name, value in fields.items():
        setattr(letter, name, value)
    letter.save()
    tell(f"letter.{verb}", letter, by=by, note=note.strip(), **(facts or {}))


def take(letter: RestrictedLetter) -> None:
    """Have the letter to oneself until the transaction ends."""
    try:
        take_next_version(letter, expected=letter.version)
    except Stale:
        raise RuleBroken(TAKEN) from None


def tell(verb: str, letter: RestrictedLetter, *, by: User | None, **facts: str) -> None:
    """Record the event for those alone who may know of the letter (INV-25): it is filed
    under no school, so that no list of a school's events can hold it."""
    events.record(verb, letter, by=by, audience=Audience.RESTRICTED, **facts)


def notify(letter: RestrictedLetter, users: Iterable[User], *, but: User) -> None:
    """Tell people that a document is waiting."""
    delivery.notify(
        [user for user in users if user.pk != but.pk],
        title=WAITING,
        path=letter.get_absolute_url(),
        key=f"document:{letter.pk}:{letter.version}",
    )


def signers(letter: RestrictedLetter) -> list[User]:
    """Who may sign the letter off, those who wrote it left out."""
    capability = SIGNS[Course(letter.course)]
    people = users_holding(letter.school, Role.HEAD, Role.DIRECTOR)
    return [
        user
        for user in people
        if may(user, capability, letter.school) and user.pk not in letter.authors
    ]


def authors(letter: RestrictedLetter) -> list[User]:
    """Who wrote it, as far as they still work for the school's authority."""
    people = users_holding(letter.school, Role.OFFICER, Role.LEAD, Role.HEAD)
    return [user for user in people if user.pk in letter.authors]


def readers_at_school(letter: RestrictedLetter) -> list[User]:
    """The chair and the headteacher, where the letter goes to them."""
    who = set(letter.recipients.values_list("who", flat=True))
    roles = [role for name, role in READERS_AT_SCHOOL.items() if name in who]
    return users_holding(letter.school, *roles) if roles else []


def check_still_open(school: School) -> None:
    """Raises RuleBroken for an academy, and for a school that has closed (INV-05)."""
    check_school(
        maintained=school.maintained,
        closed_on=school.closed_on,
        day=calendar.today(),
    )

"""A letter as it reads: all that it says in plain facts, and drawn as HTML from them."""

from datetime import date
from typing import Any

from django.template.loader import render_to_string

from engagement.models import Course, LetterRecipient, RestrictedLetter
from engagement.queries.letters import texts_of
from engagement.queries.wording import role_name
from schools.access import holders
from sitrack.core.roles import Role
from sitrack.core.templatetags.govuk import day

ROLES = {
    LetterRecipient.Who.CHAIR: Role.CHAIR,
    LetterRecipient.Who.HEADTEACHER: Role.HEADTEACHER,
}
DAYS = ("issued_on", "compliance_end", "response_due", "review_on")


def facts_of(letter: RestrictedLetter, *, issued_on: date | None) -> dict[str, Any]:
    """All that the letter says, in words of today: people who leave stay in it."""
    school, kind = letter.school, letter.type
    place = (school.street, school.locality, school.town, school.postcode)
    return {
        "title": kind.name,
        "reference": letter.reference,
        "school": school.name,
        "address": [line for line in place if line],
        "issued_on": _iso(issued_on),
        "to": [_recipient(letter, one) for one in letter.recipients.all()],
        "body": letter.body,
        "statutory": letter.course == Course.STATUTORY,
        "grounds": texts_of(kind.grounds, letter.grounds),
        "concerns": letter.concerns,
        "required_actions": letter.required_actions,
        "compliance_end": _iso(letter.compliance_end),
        "powers": texts_of(kind.powers, letter.powers),
        "response_due": _iso(letter.response_due),
        "review_on": _iso(letter.review_on),
        "concerns_label": kind.concerns_label,
        "actions_label": kind.actions_label,
        "signed_by": str(letter.approved_by or ""),
        "signed_as": role_name(kind.framework, Role(kind.signed_by)),
    }


def drawn(facts: dict[str, Any]) -> str:
    """The letter as HTML, from its facts alone."""
    days = {
        name: day(date.fromisoformat(facts[name])) for name in DAYS if facts.get(name)
    }
    return render_to_string("engagement/letters/_frozen.html", {**facts, **days})


def _recipient(letter: RestrictedLetter, one: LetterRecipient) -> dict[str, Any]:
    role = ROLES.get(LetterRecipient.Who(one.who))
    people = [post.person.name for post in holders(letter.school, role)] if role else []
    return {
        "name": f"{', '.join(people)}, {one.name}" if people else one.name,
        "channel": one.get_channel_display(),
        "statutory": one.statutory,
    }


def _iso(value: date | None) -> str:
    return value.isoformat() if value else ""

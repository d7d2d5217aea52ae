"""A letter that is not restricted as it reads: plain facts, and drawn from them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from engagement.definitions.intensive import PlainLetter
from engagement.models import FrameworkVersion
from engagement.queries.wording import role_name
from schools.access import holders
from schools.models import School
from sitrack.core.models import User
from sitrack.core.roles import Role
from sitrack.core.templatetags.govuk import day

DAYS = ("issued_on",)


@dataclass(frozen=True)
class LetterPart:
    """A part of a letter under its own heading: a text, a list, or both."""

    heading: str
    text: str = ""
    items: tuple[str, ...] = ()


def letter_facts(
    kind: PlainLetter,
    *,
    school: School,
    framework: FrameworkVersion,
    addressed: Iterable[Role],
    parts: Iterable[LetterPart],
    reference: str,
    issued_on: date,
    signed: tuple[User, Role],
) -> dict[str, Any]:
    """All that the letter says, in words of today: people who leave stay in it."""
    place = (school.street, school.locality, school.town, school.postcode)
    by, role = signed
    return {
        "title": kind.name,
        "reference": reference,
        "school": school.name,
        "address": [line for line in place if line],
        "to": [
            f"{post.person.name}, {role_name(framework, Role(post.role))}"
            for post in holders(school, *addressed)
        ],
        "issued_on": issued_on.isoformat(),
        "body": kind.body.replace("{school}", school.name),
        "parts": [{**asdict(part), "items": list(part.items)} for part in parts],
        "signed_by": str(by),
        "signed_as": role_name(framework, role),
    }


def letter_drawn(facts: dict[str, Any]) -> str:
    """The letter as HTML, from its facts alone."""
    days = {name: day(date.fromisoformat(facts[name])) for name in DAYS if facts[name]}
    return render_to_string("engagement/_school_letter.html", {**facts, **days})

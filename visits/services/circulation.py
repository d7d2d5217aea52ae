"""Who else of the authority is told of a note, by theme (WIL-V-48)."""

from collections.abc import Sequence
from dataclasses import dataclass

from simple_history.utils import bulk_create_with_history

from schools.models import Person
from visits.models import Circulation, Visit
from visits.services.telling import notify_people

TITLE = "A visit note is passed to you"


@dataclass(frozen=True)
class PassedOn:
    """A colleague, their theme, and what in the note is for them."""

    person: Person
    theme: str = ""
    what: str = ""


def write_circulation(visit: Visit, lines: Sequence[PassedOn]) -> None:
    """Write who is told once the note is final, each once; an unchanged list makes no
    history."""
    there = [(one.person_id, one.what) for one in visit.circulation.all()]
    wanted = list({line.person.pk: line for line in lines}.values())
    if there == [(line.person.pk, line.what) for line in wanted]:
        return
    visit.circulation.all().delete()
    rows = [
        Circulation(
            visit=visit,
            person=line.person,
            name=line.person.name,
            theme=line.theme,
            what=line.what,
            order=order,
        )
        for order, line in enumerate(wanted, start=1)
    ]
    bulk_create_with_history(rows, Circulation)


def tell_colleagues(visit: Visit) -> None:
    """Tell them that the note can be read: a title and a link (CONF-04)."""
    rows = visit.circulation.select_related("person__user")
    people = [row.person.user for row in rows if row.person.user]
    notify_people(visit, people, TITLE, occasion="passed-on")

"""The file of what is held about a person: a page to read, and a table of each kind."""

from __future__ import annotations

import io
import json
import zipfile

from django.db import transaction
from django.template.loader import render_to_string

from protection.queries.events import events_of
from protection.queries.held import Held, Line, Subject, held_about
from sitrack.core import clock, events
from sitrack.core.models import Audience, User
from sitrack.core.sheets.comma_separated import write_csv
from sitrack.core.sheets.value import Sheet


def everything(subject: Subject, reader: User, most: int | None = None) -> list[Held]:
    """Each kind of which something is held, and the log of events at the end."""
    found = held_about(subject, reader, most)
    log = events_of(subject, reader, most)
    return [*found, log] if log else found


@transaction.atomic
def export(*, subject: Subject, by: User) -> bytes:
    """A zip with a page to read, one file of all as JSON and a CSV for each kind.

    It holds what its maker may know, as the page does. That it was made is an event.
    """
    found = everything(subject, by)
    about = subject.person or subject.user
    if about is None:
        raise ValueError("Nobody is named.")
    own = by == subject.user
    verb = "data.own_exported" if own else "data.exported"
    events.record(verb, about, by=by, audience=Audience.SYSTEM)
    made = clock.now()
    context = {"subject": subject, "held": found, "made": made, "own": own}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "read-me.html", render_to_string("protection/held_file.html", context)
        )
        whole = {"made": made.isoformat(), "kinds": [_plain(one) for one in found]}
        file.writestr("all.json", json.dumps(whole, ensure_ascii=False, indent=1))
        for one in found:
            file.writestr(f"tables/{one.slug}.csv", _table(one))
    return packed.getvalue()


def _plain(one: Held) -> dict[str, object]:
    rows = [
        {"when": line.when, "part": line.says, "where": line.place, **line.words}
        for line in one.lines
    ]
    return {"kind": one.name, "rows": rows}


def _table(one: Held) -> bytes:
    columns = {
        "When": lambda line: line.when,
        "Part": lambda line: line.says,
        "Where": lambda line: line.place,
    }
    for name in dict.fromkeys(name for line in one.lines for name in line.words):
        columns[name] = _reading(name)
    made = io.BytesIO()
    write_csv(Sheet(one.slug, columns), one.lines, made)
    return made.getvalue()


def _reading(name: str):  # type: ignore[no-untyped-def]
    def read(line: Line) -> str:
        return line.words.get(name, "")

    return read

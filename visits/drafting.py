"""What the form of a visit's note shows: as saved, or prefilled from the last visit."""

from datetime import date
from typing import Any

from sitrack.core.earlier import rows_before, stood_at
from sitrack.core.models import User
from visits import asked
from visits.forms.answers import Kept, value_of
from visits.forms.present import present_values
from visits.models import Attendee, NextStep, Visit, VisitSection
from visits.queries import Known

STEP = ("text", "due_on", "who", "cost")
COLUMNS = ("date", "minutes", "next_visit_at", "over_ceiling_reason")


def as_saved(visit: Visit, people: list[Known]) -> dict[str, Any]:
    """The form's values for a visit whose note was begun."""
    return {
        **{name: getattr(visit, name) for name in COLUMNS},
        "visit_type": visit.visit_type.code if visit.visit_type else "",
        "mode": visit.mode.code if visit.mode else "",
        "agenda": "\n".join(visit.agenda),
        **present_values(
            [(a.person_id, str(a)) for a in visit.attendees.all()], people
        ),
        **_written(
            visit, {row.prompt_id: (row.text, row.rows) for row in visit.sections.all()}
        ),
    }


def as_it_was(visit: Visit, version: int, people: list[Known]) -> dict[str, Any]:
    """The form's values as they were at an earlier version of the note.

    Nothing where the history does not tell how that version stood.
    """
    codes = ("visit_type__code", "mode__code")
    then = stood_at(visit, version, *COLUMNS, "agenda", *codes)
    if then is None:
        return {}
    known = then.columns
    there = rows_before(
        Attendee.history.filter(visit=visit.pk),
        then.ended,
        "order",
        "person",
        "name",
        "role",
    )
    present = [
        (person, str(Attendee(name=name, role=role)))
        for _, person, name, role in sorted(there.values(), key=lambda row: row[0])
    ]
    written = rows_before(
        *(VisitSection.history.filter(visit=visit.pk), then.ended),
        *("prompt", "text", "rows"),
    )
    return {
        **{name: known[name] for name in COLUMNS},
        "visit_type": known["visit_type__code"] or "",
        "mode": known["mode__code"] or "",
        "agenda": "\n".join(known["agenda"]),
        **present_values(present, people),
        **_written(
            visit, {prompt: (text, rows) for prompt, text, rows in written.values()}
        ),
    }


def _written(visit: Visit, kept: dict[int, tuple[str, Kept]]) -> dict[str, Any]:
    """What stands in the box of each prompt that is no table, by the box's name."""
    values: dict[str, Any] = {}
    for key, prompt in asked.by_key(visit).items():
        text, rows = kept.get(prompt.pk, ("", []))
        if key in asked.TEXTS:
            values[key] = text
        elif key == "priorities":
            values["new_priorities"] = text
        elif asked.is_own(prompt) and not asked.is_table(prompt):
            values[key] = value_of(prompt, text, rows)
    return values


def tables_as_saved(visit: Visit) -> dict[str, Kept]:
    """The rows of each table of a note that was begun, by the prompt's key."""
    kept = {row.prompt_id: row.rows for row in visit.sections.all()}
    prompts = asked.by_key(visit).items()
    return {
        key: kept.get(prompt.pk, [])
        for key, prompt in prompts
        if asked.is_table(prompt)
    }


def as_begun(
    *,
    last: Visit | None,
    planned: Visit | None,
    people: list[Known],
    author: User,
    today: date,
) -> dict[str, Any]:
    """The form's values for a new note: what the last visit said is not retyped.

    Its agenda becomes the focus, with what was put on the agenda of the visit in the
    diary (SUF-R-31); whoever was there then is ticked, and so is the author.
    """
    there = {known.person.pk for known in people if known.person.user_id == author.pk}
    if last is not None:
        there |= {a.person_id for a in last.attendees.all() if a.person_id}
    visit_type = planned.visit_type.code if planned and planned.visit_type else ""
    return {
        "date": planned.date if planned and planned.date <= today else today,
        "visit_type": visit_type,
        "mode": "in_school",
        "present": [str(k.person.pk) for k in people if k.person.pk in there],
        "focus": "\n".join(_agenda(last, planned)),
    }


def _agenda(last: Visit | None, planned: Visit | None) -> list[str]:
    """The last note's items for this visit, then its own, each once."""
    lines = [*(last.agenda if last else []), *(planned.own_agenda if planned else [])]
    return list(dict.fromkeys(lines))


def steps_as_saved(visit: Visit) -> list[dict[str, Any]]:
    """The rows of next steps of a visit whose note was begun."""
    return [
        {
            "pk": step.pk,
            "text": step.text,
            "due_on": step.due_on,
            "who": step.who,
            "cost": step.cost,
        }
        for step in visit.next_steps.all()
    ]


def steps_as_they_were(visit: Visit, version: int) -> list[dict[str, Any]] | None:
    """The rows of next steps at an earlier version of the note; None if not known."""
    then = stood_at(visit, version)
    if then is None:
        return None
    rows = rows_before(
        NextStep.history.filter(visit=visit.pk),
        then.ended,
        "order",
        *STEP,
    )
    ordered = sorted(rows.values(), key=lambda row: row[0])
    return [dict(zip(STEP, said, strict=True)) for _, *said in ordered]


def steps_in_words(steps: list[dict[str, Any]]) -> str:
    """Rows of next steps as lines, to be laid beside another's."""
    return "\n".join(
        " · ".join(
            part
            for part in (
                step["text"],
                f"{step['due_on']:%-d %B %Y}" if step["due_on"] else "",
                step["who"],
                step.get("cost", ""),
            )
            if part
        )
        for step in steps
        if step["text"] or step["due_on"] or step["who"] or step.get("cost")
    )

"""What the form of a visit's note shows: as saved, or prefilled from the last visit."""

from datetime import date
from typing import Any

from engagement.queries.wording import prompts_of
from sitrack.core.earlier import rows_before, stood_at
from sitrack.core.models import User
from visits.forms.present import present_values
from visits.models import Attendee, NextStep, Visit, VisitSection
from visits.queries import Known

TEXTS = ("follow_up", "focus", "summary")
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
        **_texts(visit, {row.prompt_id: row.text for row in visit.sections.all()}),
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
        VisitSection.history.filter(visit=visit.pk), then.ended, "prompt", "text"
    )
    return {
        **{name: known[name] for name in COLUMNS},
        "visit_type": known["visit_type__code"] or "",
        "mode": known["mode__code"] or "",
        "agenda": "\n".join(known["agenda"]),
        **present_values(present, people),
        **_texts(visit, dict(written.values())),
    }


def _texts(visit: Visit, written: dict[int, str]) -> dict[str, str]:
    """The text under each prompt, by the prompt's key."""
    prompts = prompts_of(visit.record.framework, visit.template_id)
    texts = {prompt.key: written.get(prompt.pk, "") for prompt in prompts}
    return {key: texts.get(key, "") for key in TEXTS}


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
        {"pk": step.pk, "text": step.text, "due_on": step.due_on, "who": step.who}
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
        "text",
        "due_on",
        "who",
    )
    ordered = sorted(rows.values(), key=lambda row: row[0])
    return [{"text": t, "due_on": day, "who": who} for _, t, day, who in ordered]


def steps_in_words(steps: list[dict[str, Any]]) -> str:
    """Rows of next steps as lines, to be laid beside another's."""
    return "\n".join(
        " · ".join(
            part
            for part in (
                step["text"],
                f"{step['due_on']:%-d %B %Y}" if step["due_on"] else "",
                step["who"],
            )
            if part
        )
        for step in steps
        if step["text"] or step["due_on"] or step["who"]
    )

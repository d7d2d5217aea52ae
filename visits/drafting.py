"""What the form of a visit's note shows: as saved, or prefilled from the last visit."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from engagement.queries.wording import prompts_of
from sitrack.core import versions
from sitrack.core.models import User
from visits.models import Attendee, NextStep, Visit, VisitSection
from visits.queries import Known

TEXTS = ("follow_up", "focus", "summary")


def as_saved(visit: Visit, people: list[Known]) -> dict[str, Any]:
    """The form's values for a visit whose note was begun."""
    return _as_written(visit, visit.attendees.all(), visit.sections.all(), people)


def as_it_was(visit: Visit, version: int, people: list[Known]) -> dict[str, Any]:
    """The form's values as they were at an earlier version of the note.

    Nothing where the history does not tell when that version ended.
    """
    then, until = versions.as_it_was(visit, version), _end_of(visit, version)
    if then is None or until is None:
        return {}
    present = Attendee.history.as_of(until).filter(visit=visit)
    written = VisitSection.history.as_of(until).filter(visit=visit)
    return _as_written(then, present.order_by("order"), written, people)


def _end_of(visit: Visit, version: int) -> datetime | None:
    """The last moment at which the note stood at this version."""
    later = visit.history.filter(version__gt=version).last()
    return later.history_date - timedelta(microseconds=1) if later else None


def _as_written(
    visit: Visit,
    present: Iterable[Attendee],
    written: Iterable[VisitSection],
    people: list[Known],
) -> dict[str, Any]:
    known = {known.person.pk for known in people}
    attendees = list(present)
    keys = {
        prompt.pk: prompt.key
        for prompt in prompts_of(visit.record.framework, visit.template_id)
    }
    texts = {keys[row.prompt_id]: row.text for row in written}
    return {
        "date": visit.date,
        "visit_type": visit.visit_type.code if visit.visit_type else "",
        "minutes": visit.minutes,
        "mode": visit.mode.code if visit.mode else "",
        "present": [str(a.person_id) for a in attendees if a.person_id in known],
        "others": "\n".join(str(a) for a in attendees if a.person_id not in known),
        **{key: texts.get(key, "") for key in TEXTS},
        "next_visit_at": visit.next_visit_at,
        "agenda": "\n".join(visit.agenda),
        "over_ceiling_reason": visit.over_ceiling_reason,
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
    return [_row(step) for step in visit.next_steps.all()]


def steps_as_they_were(visit: Visit, version: int) -> list[dict[str, Any]] | None:
    """The rows of next steps at an earlier version of the note; None if not known."""
    until = _end_of(visit, version)
    if until is None:
        return None
    steps = NextStep.history.as_of(until).filter(visit=visit)
    return [_row(step) for step in steps.order_by("order", "pk")]


def _row(step: NextStep) -> dict[str, Any]:
    return {"pk": step.pk, "text": step.text, "due_on": step.due_on, "who": step.who}


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

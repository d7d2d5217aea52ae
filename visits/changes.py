"""What has changed in a note since somebody read it, from its history (journey 5.2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, FilteredRelation, Q

from engagement.models import Option, TemplatePrompt
from sitrack.core.earlier import rows_before, stood_at
from sitrack.core.models import User
from sitrack.core.rewording import Piece, changed_words
from sitrack.core.templatetags.govuk import day, duration, moment
from visits.models import (
    Attendee,
    FollowUp,
    NextStep,
    Reading,
    Visit,
    VisitSection,
)
from visits.note_steps import found_words
from visits.queries import Parts

COLUMNS = (
    *("date", "minutes", "visit_type", "mode"),
    *("next_visit_at", "agenda", "worked_on"),
)


@dataclass(frozen=True)
class Changes:
    """The changed sections by key, in their order, and when they were last read."""

    since: datetime
    sections: dict[str, list[Piece]]


KEPT = ("pk", "version", "at", "earlier_version", "earlier_at")


def with_reading(visits: Any, reader: User) -> Any:
    """Visits with what is kept of their reader's last reading, in the same query."""
    own = FilteredRelation("readings", condition=Q(readings__user=reader.key))
    kept = {f"reading_{name}": F(f"own__{name}") for name in KEPT}
    return visits.alias(own=own).annotate(**kept)


def reading_of(visit: Any) -> Reading | None:
    """The reading that a visit read ``with_reading`` brought along."""
    if visit.reading_pk is None:
        return None
    return Reading(**{name: getattr(visit, f"reading_{name}") for name in KEPT})


def changes_since(
    visit: Visit,
    parts: Parts,
    prompts: list[TemplatePrompt],
    *,
    version: int,
    since: datetime,
) -> Changes:
    """Each section that reads otherwise than the version its reader knows.

    The note as it was is put together from the rows of history that were written
    before the first later version: what came between is never shown.
    """
    then = stood_at(visit, version, *COLUMNS)
    if then is None:
        return Changes(since, {})
    known, ended = then
    before = _texts(visit, ended)
    texts = {
        prompt.key: (before.get(prompt.pk, ""), parts.texts.get(prompt.pk, ""))
        for prompt in prompts
        if prompt.pk in before or prompt.pk in parts.texts
    }
    pairs = {
        "visit_type": _facts(known, visit),
        "present": (_present(visit, ended), "\n".join(map(str, parts.present))),
        **texts,
        "follow_up": _joined(
            _found(visit, ended, parts), texts.get("follow_up", ("", ""))
        ),
        "worked_on": ("\n".join(known["worked_on"]), "\n".join(visit.worked_on)),
        "next_steps": (
            _steps(visit, ended),
            _lines(
                (step.text, step.due_on, step.who, step.cost)
                for step in parts.steps.own
            ),
        ),
        "next_visit": (moment(known["next_visit_at"]), moment(visit.next_visit_at)),
        "agenda": ("\n".join(known["agenda"]), "\n".join(visit.agenda)),
    }
    found = {key: changed_words(*pair) for key, pair in pairs.items()}
    return Changes(since, {key: pieces for key, pieces in found.items() if pieces})


def _facts(known: dict[str, Any], visit: Visit) -> tuple[str, str]:
    """Day, type, time and way of the visit, as one line each."""
    keys = {known["visit_type"], known["mode"]} - {visit.visit_type_id, visit.mode_id}
    labels: dict[int | None, str] = dict(
        Option.objects.filter(pk__in=keys - {None}).values_list("pk", "label")
    )
    for option in (visit.visit_type, visit.mode):
        if option is not None:
            labels[option.pk] = option.label
    old = (
        day(known["date"]),
        labels.get(known["visit_type"], ""),
        duration(known["minutes"]),
        labels.get(known["mode"], ""),
    )
    new = (
        day(visit.date),
        labels.get(visit.visit_type_id, ""),
        duration(visit.minutes),
        labels.get(visit.mode_id, ""),
    )
    return "\n".join(old), "\n".join(new)


def _texts(visit: Visit, ended: datetime) -> dict[int, str]:
    rows = rows_before(
        VisitSection.history.filter(visit=visit.pk), ended, "prompt", "text"
    )
    return dict(rows.values())


def _present(visit: Visit, ended: datetime) -> str:
    found = rows_before(
        Attendee.history.filter(visit=visit.pk), ended, "order", "name", "role"
    )
    rows = sorted(found.values())
    return "\n".join(str(Attendee(name=name, role=role)) for _, name, role in rows)


def _steps(visit: Visit, ended: datetime) -> str:
    rows = rows_before(
        *(NextStep.history.filter(visit=visit.pk), ended),
        *("order", "text", "due_on", "who", "cost"),
    )
    ordered = sorted(rows.values(), key=lambda row: row[0])
    return _lines(said for _order, *said in ordered)


def _found(visit: Visit, ended: datetime, parts: Parts) -> tuple[str, str]:
    """What became of earlier steps, a line each: as the note said then, and says now."""
    followed = parts.steps.followed_up
    texts = {line.pk: line.text for line in followed}
    rows = rows_before(
        FollowUp.history.filter(visit=visit.pk), ended, "step", "outcome", "note"
    ).values()
    gone = {step for step, *_said in rows} - texts.keys()
    if gone:
        steps = NextStep.objects.filter(pk__in=gone)
        texts |= dict(steps.values_list("pk", "text"))
    then = {step: found_words(*said) for step, *said in rows}
    old = [f"{text}: {then[pk]}" for pk, text in texts.items() if pk in then]
    return "\n".join(old), "\n".join(f"{s.text}: {s.found_words}" for s in followed)


def _joined(found: tuple[str, str], said: tuple[str, str]) -> tuple[str, str]:
    """What was found, and below it what was said about that; then and now."""
    then, now = zip(found, said, strict=True)
    return "\n".join(filter(None, then)), "\n".join(filter(None, now))


def _lines(steps: Any) -> str:
    """Next steps as lines of words."""
    return "\n".join(_step(*step) for step in steps)


def _step(text: str, due_on: date | None, who: str, cost: str) -> str:
    return " · ".join(part for part in (text, day(due_on), who, cost) if part)

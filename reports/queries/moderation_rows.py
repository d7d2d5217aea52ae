"""The schools of a term for its moderation report: where each stands, and its note."""

from typing import Any

from reports.models import ModerationNote, Moved, TermStanding, Track
from reports.queries.picture import levels_in_order
from sitrack.core.models import Term
from sitrack.core.templatetags.govuk import day


def rows_of_term(term: Term) -> list[dict[str, Any]]:
    """Every school that counts in the term, by name, as plain values to be kept: three
    queries."""
    levels = {code: label for code, label, _ in levels_in_order()}
    notes = {
        note.school_id: note
        for note in ModerationNote.objects.filter(term=term).select_related(
            "written_by", "settled_by"
        )
    }
    standings = TermStanding.objects.filter(term=term, counts=True).values(
        *("school", "school__name", "level_code", "since_term", "differs"),
        *("visited", "plan_track"),
    )
    return [
        {
            "school": row["school"],
            "name": row["school__name"],
            "level": levels.get(row["level_code"], row["level_code"]),
            "moved": _moved(row["since_term"]),
            "differs": row["differs"],
            "visited": row["visited"],
            "plan": str(Track(row["plan_track"]).label) if row["plan_track"] else "",
            **_said(notes.get(row["school"])),
        }
        for row in standings.order_by("school__name", "school")
    ]


def _moved(value: int | None) -> str:
    return "Not known" if value is None else str(Moved(value).label)


def _said(note: ModerationNote | None) -> dict[str, str]:
    if note is None:
        return {"text": "", "written": "", "settled": ""}
    return {
        "text": note.text,
        "written": _by(note.written_by, note.written_at),
        "settled": f"{note.get_state_display()}"
        + (f": {_by(note.settled_by, note.settled_at)}" if note.settled_by else ""),
    }


def _by(who: Any, when: Any) -> str:
    return f"{who}, {day(when)}" if who else ""

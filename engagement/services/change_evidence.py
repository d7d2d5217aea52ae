"""Citing the visit or the letter through which a change of level is recorded."""

from dataclasses import dataclass
from datetime import date

from engagement.models import ChangeEvidence, LevelAssignment
from engagement.queries.change_evidence import asked_for, cited_by, is_change
from engagement.rules.levels import check_evidence
from sitrack.core import calendar


@dataclass(frozen=True)
class Cited:
    """A visit, by its key, or a letter; ``words`` say which, ``on`` when."""

    kind: ChangeEvidence.Kind
    on: date
    words: str
    key: int | None = None


def cite(assignment: LevelAssignment, cited: Cited | None) -> None:
    """Keep what a proposal cites now in place of what it cited before."""
    form = asked_for(assignment.record.framework)
    if form is None:
        return
    day = cited.on if cited else None
    check_evidence(asked=False, cited=day, today=calendar.today())
    ChangeEvidence.objects.filter(assignment=assignment).delete()
    if cited:
        ChangeEvidence.objects.create(
            assignment=assignment,
            kind=cited.kind,
            on=cited.on,
            words=cited.words.strip(),
            key=cited.key,
        )


def check_cited(assignment: LevelAssignment) -> None:
    """Raises RuleBroken where a change asks for evidence and cites none (WIL-W-05)."""
    form = asked_for(assignment.record.framework)
    if form is None:
        return
    cited = cited_by(assignment)
    check_evidence(
        asked=is_change(assignment.record, but=assignment.pk),
        cited=cited.on if cited else None,
        today=calendar.today(),
        words=form.words,
    )

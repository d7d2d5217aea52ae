"""The stages of a case on a line of time: done, now and to come, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engagement.definitions.intensive import CaseStage, Intensive
from engagement.models import RestrictedLetter
from plans.models import CaseState, IntensiveCase
from plans.rules import cases as rules
from schools.access import may
from sitrack.core.models import User
from sitrack.core.roles import Capability

DEAL_WITH_NOTICES = (
    Capability.PREPARE_CONCERN,
    Capability.SIGN_CONCERN,
    Capability.SIGN_STATUTORY,
)


@dataclass(frozen=True)
class StageShown:
    """One stage: ``standing`` is "done", "now" or "ahead"."""

    stage: CaseStage
    standing: str
    done_on: date | None = None
    due_on: date | None = None
    missing: tuple[str, ...] = ()
    note: str = ""

    @property
    def is_lasting(self) -> bool:
        """Whether its day is the last of many, and not that of a meeting."""
        return self.stage.code in {rules.IMPLEMENTING, rules.IMPLEMENTING2}


def knows_of_notice(case: IntensiveCase, user: User) -> bool:
    """Whether the reader may know that there is, or will be, a notice of concern: who
    reads the letter, and before it is out who deals with such letters (CONF-02)."""
    if case.notice_id is not None:
        seen = RestrictedLetter.objects.visible_to(user)
        return bool(seen.filter(pk=case.notice_id).exists())
    return any(may(user, one, case.school) for one in DEAL_WITH_NOTICES)


def shown_state(case: IntensiveCase, *, knows: bool) -> str:
    """The stage that a reader sees the case in: for who may not know of the notice, the
    one before it until it is out, and the review while its outcome is settled."""
    if knows:
        return str(case.state)
    return {CaseState.NOTICE: "review3", CaseState.SCC: "review"}.get(
        CaseState(case.state), str(case.state)
    )


def stages_of(
    case: IntensiveCase, form: Intensive, *, knows: bool, missing: Sequence[str]
) -> list[StageShown]:
    """The stages that this case has gone through, is in, and has before it."""
    here = shown_state(case, knows=knows)
    codes = [code for code in _way(case, here) if knows or code not in rules.UNTOLD]
    place = codes.index(here) if here in codes else len(codes)
    ended = case.state == CaseState.EXITED
    shown = []
    for number, code in enumerate(codes):
        standing = "now" if number == place else "done" if number < place else "ahead"
        if ended and code == rules.EXITED:
            standing = "done"
        shown.append(
            StageShown(
                stage=form.stage(code),
                standing=standing,
                done_on=_done_on(case, code) if standing == "done" else None,
                due_on=_due_on(case, code) if standing != "done" else None,
                missing=tuple(missing) if standing == "now" else (),
                note=_note(case, code) if standing == "done" else "",
            )
        )
    return shown


def _way(case: IntensiveCase, here: str) -> list[str]:
    """The main way, with the stages beside it where the case went there."""
    main = list(rules.MAIN)
    beside = case.noticed_on is not None or here in rules.BESIDE
    if not beside:
        return main
    between = [rules.NOTICE, rules.IMPLEMENTING2, rules.REVIEW]
    if case.state == CaseState.SCC:
        between.append(rules.SCC)
    after = main.index(rules.REVIEW3) + 1
    return [*main[:after], *between, *main[after:]]


def _done_on(case: IntensiveCase, code: str) -> date | None:
    days = {
        rules.EVALUATION: case.evaluated_on,
        rules.PLANNING: case.planned_on,
        rules.IMPLEMENTING: case.reviewed_on,
        rules.REVIEW3: case.decided_on or case.reviewed_on,
        rules.NOTICE: case.noticed_on,
        rules.IMPLEMENTING2: case.reviewed_again_on,
        rules.REVIEW: case.reviewed_again_on,
        rules.FINAL6: case.evaluated_finally_on,
        rules.EXIT_PENDING: case.ended_on,
        rules.EXITED: case.ended_on,
    }
    return days.get(code)


def _due_on(case: IntensiveCase, code: str) -> date | None:
    days = {
        rules.IMPLEMENTING: case.review_on,
        rules.REVIEW3: case.review_on,
        rules.IMPLEMENTING2: case.again_on,
        rules.REVIEW: case.again_on,
        rules.FINAL6: _final_on(case),
    }
    return days.get(code)


def _final_on(case: IntensiveCase) -> date | None:
    """Its usual day; no day where that lies before the review after a further time, as
    nobody knows then when it will be."""
    if case.again_on is None or case.final_on is None or case.reviewed_again_on:
        return case.final_on
    return case.final_on if case.final_on > case.again_on else None


def _note(case: IntensiveCase, code: str) -> str:
    notes = {rules.REVIEW3: case.review_note, rules.FINAL6: case.final_note}
    return notes.get(code, "")

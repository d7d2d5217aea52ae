"""The headteacher marks errors of fact; the lead accepts or rejects each (DEC-15)."""

from django.db import transaction

from sitrack.core import clock
from sitrack.core.models import User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from visits.evaluation_kinds import kind_of
from visits.models import Evaluation, FactMark, Outcome, ReportVersion
from visits.rules import evaluations as rules
from visits.rules.sentences import sentences_of
from visits.services.evaluations.steps import (
    at_school,
    held,
    move,
    notify,
    of_lead,
    tell,
)

MOST = 50


@transaction.atomic
def mark_error(
    *, evaluation: Evaluation, section: str, sentence: str, should_say: str, by: User
) -> FactMark:
    """Mark a sentence of the draft as wrong and say what it should say (WIL-E-43).

    Raises RuleBroken for a sentence that is not in the section, or marked already.
    """
    now = held(evaluation)
    texts = now.reports.get(kind=ReportVersion.DRAFT).texts if _is_sent(now) else {}
    rules.check_can_mark(
        state=now.state,
        sentence=sentence,
        should_say=should_say,
        sentences=sentences_of(texts.get(section, "")),
    )
    same = now.marks.filter(section=section, sentence=sentence)
    if same.exists():
        raise RuleBroken("This sentence is marked already.", "sentence")
    if now.marks.count() >= MOST:
        raise RuleBroken(f"At most {MOST} errors are marked.")
    made: FactMark = FactMark.objects.create(
        evaluation=now,
        section=section,
        sentence=sentence,
        should_say=should_say.strip(),
        by=by,
        at=clock.now(),
    )
    tell("evaluation.error_marked", now, by=by)
    return made


@transaction.atomic
def unmark_error(*, mark: FactMark, by: User) -> None:
    """Take a mark back while the check goes on. Raises RuleBroken."""
    now = held(mark.evaluation)
    if now.state != "draft_sent":
        raise RuleBroken("The check of the facts is over.")
    gone, _ = FactMark.objects.filter(pk=mark.pk, outcome="").delete()
    if not gone:
        raise RuleBroken("This mark was answered, or taken back already.")
    tell("evaluation.error_unmarked", now, by=by)


@transaction.atomic
def finish_check(*, evaluation: Evaluation, by: User) -> Evaluation:
    """The headteacher has checked the facts, with or without errors. Raises
    RuleBroken for the second of two."""
    now = held(evaluation)
    count = now.marks.count()
    move(now, "check", checked_by=by, checked_at=clock.now())
    found = {0: "no error", 1: "one error"}.get(count, f"{count} errors")
    tell("evaluation.checked", now, by=by, found=found)
    title = "The headteacher has checked a draft report"
    notify(now, of_lead(now), title, but=by)
    return now


@transaction.atomic
def answer_mark(
    *, mark: FactMark, accepts: bool, becomes: str, answer: str, by: User
) -> FactMark:
    """Accept a mark, with the sentence as it will read, or leave it and say why. Both
    versions of the sentence are kept (DEC-15). Raises RuleBroken."""
    now = held(mark.evaluation)
    if not _is_sent(now):
        raise RuleBroken("The report is final, so its marks stay as they are.")
    rules.check_can_answer(accepts=accepts, becomes=becomes, answer=answer)
    found = FactMark.objects.select_for_update().filter(pk=mark.pk, outcome="").first()
    if found is None:
        raise RuleBroken("This mark was answered, or taken back already.")
    found.outcome = Outcome.ACCEPTED if accepts else Outcome.DECLINED
    found.becomes = becomes.strip() if accepts else ""
    found.answer = answer.strip()
    found.answered_by, found.answered_at = by, clock.now()
    found.save()
    tell("evaluation.error_answered", now, by=by)
    if not now.marks.filter(outcome="").exists():
        people = at_school(now, Role.HEADTEACHER)
        notify(now, people, "The errors that you marked are answered", but=by)
    return found


@transaction.atomic
def let_deputies_read(*, evaluation: Evaluation, reads: bool, by: User) -> Evaluation:
    """The headteacher lets deputies read what is provisional, or ends that (domain
    4.2). Saying the same again changes nothing."""
    now = held(evaluation)
    if now.is_final:
        raise RuleBroken("The report is final: deputies read it.")
    if now.is_called_off:
        raise RuleBroken("The evaluation is called off. Who reads it stays as it is.")
    if now.deputies_read == reads:
        return now
    now.deputies_read = reads
    now.version += 1
    now.save()
    said = "can" if reads else "can no longer"
    tell("evaluation.deputies", now, by=by, said=said)
    if reads:
        people = at_school(now, Role.DEPUTY)
        notify(now, people, "You can read what an evaluation found", but=by)
    return now


def _is_sent(now: Evaluation) -> bool:
    stages = kind_of(now).stage_codes
    check = rules.TRANSITIONS["check"]
    return now.state in {*rules.sources_of(check, stages), check.target}

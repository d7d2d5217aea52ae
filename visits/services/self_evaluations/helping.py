"""Naming who else writes rows of a self-evaluation, and attaching files to it."""

from collections.abc import Sequence
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction

from engagement.definitions.self_evaluation import SelfEvaluationForm
from engagement.queries.forms import form_of
from schools.models import Person
from sitrack.core import clock, delivery
from sitrack.core.files import services as files
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from visits.models import (
    SelfEvaluationFile,
    SelfEvaluationHelper,
    SelfEvaluationPart,
)
from visits.rules import self_evaluation as rules
from visits.services.self_evaluations.setting import FORM, hold
from visits.services.self_evaluations.telling import own_side, tell
from visits.services.self_evaluations.writing import prompts_of_part


@transaction.atomic
def name_helper(
    *, part: SelfEvaluationPart, person: Person, rows: Sequence[str], by: User
) -> SelfEvaluationHelper:
    """Have somebody write these rows of a part, by their codes; they are told.

    Raises RuleBroken without a row, for a row that is not in the part, where the person
    is named already, and when it is too late.
    """
    held = hold(part.evaluation)
    rules.check_can_write(part.kind, state=held.state)
    known = set(
        prompts_of_part(form_of(held.record.framework, FORM), part.kind).values()
    )
    if not rows or not known.issuperset(rows):
        raise RuleBroken("Choose the rows that they are to write.", "rows")
    try:
        with transaction.atomic():
            named = SelfEvaluationHelper.objects.create(
                part=part,
                person=person,
                rows=list(rows),
                named_by=by,
                named_at=clock.now(),
            )
    except IntegrityError:
        raise RuleBroken(
            f"{person} is named for this part already. End that first.", "person"
        ) from None
    who = {"who": str(person), "rows": _count(rows)}
    tell("helper_named", held, by=by, audience=own_side(part), **who)
    if person.user:
        delivery.notify(
            [person.user],
            title=f"You are asked to help with a self-evaluation: {held.school}",
            path=held.get_absolute_url(),
            key=f"self-evaluation:{held.pk}:helper:{named.pk}",
        )
    return named


@transaction.atomic
def end_help(*, helper: SelfEvaluationHelper, by: User) -> None:
    """Take the rows back; what was written stays. Ending it twice changes nothing."""
    held = hold(helper.part.evaluation)
    current = SelfEvaluationHelper.objects.current().filter(pk=helper.pk)
    if current.update(ended_at=clock.now()):
        who = str(helper.person)
        tell("helper_ended", held, by=by, audience=own_side(helper.part), who=who)


@transaction.atomic
def attach(
    *,
    part: SelfEvaluationPart,
    prompt: str,
    title: str,
    file: "File[Any]",
    by: User,
) -> SelfEvaluationFile:
    """Attach a file to an answer; the other side has it once the part is given.

    Raises RuleBroken where the prompt takes no file or when it is too late, and
    FileRefused with the rule that the file breaks.
    """
    held = hold(part.evaluation)
    rules.check_can_write(part.kind, state=held.state)
    if prompt not in takes_files(form_of(held.record.framework, FORM), part.kind):
        raise RuleBroken("No file can be attached here.")
    added = SelfEvaluationFile.objects.create(
        part=part,
        prompt=prompt,
        title=title,
        file=files.keep(file=file, page=held.get_absolute_url(), by=by),
        added_by=by,
        added_at=clock.now(),
    )
    tell("file_added", held, by=by, audience=own_side(part), title=title)
    return added


@transaction.atomic
def take_back(*, attached: SelfEvaluationFile, by: User) -> None:
    """Withdraw a file that the other side had; remove with its bytes what it had not.

    Raises RuleBroken when it is too late, and for the second of two people.
    """
    held = hold(attached.part.evaluation)
    part = SelfEvaluationPart.objects.get(pk=attached.part_id)
    rules.check_can_write(part.kind, state=held.state)
    rows = SelfEvaluationFile.objects.filter(pk=attached.pk, withdrawn_at=None)
    if not rows.update(withdrawn_at=clock.now()):
        raise RuleBroken("This file was taken back already.")
    if not part.is_given:
        files.remove(stored=attached.file)
    verb = "file_withdrawn" if part.is_given else "file_removed"
    tell(verb, held, by=by, audience=own_side(part), title=attached.title)


@transaction.atomic
def record_opening(*, attached: SelfEvaluationFile, by: User) -> None:
    """Note who opened a file; its own side is told."""
    part = attached.part
    school = part.kind == SelfEvaluationPart.Kind.SCHOOL
    audience = Audience.SCHOOL if school else Audience.AUTHORITY
    evaluation, title = part.evaluation, attached.title
    tell("file_opened", evaluation, by=by, audience=audience, title=title)


def takes_files(form: SelfEvaluationForm, kind: str) -> dict[str, str]:
    """The prompts of a part to which files can be attached: code and printed words."""
    answered = prompts_of_part(form, kind)
    return {
        prompt.code: prompt.text
        for prompt in form.prompts
        if prompt.files and prompt.code in answered
    }


def _count(rows: Sequence[str]) -> str:
    return "1 row" if len(rows) == 1 else f"{len(rows)} rows"

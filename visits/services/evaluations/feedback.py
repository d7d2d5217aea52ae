"""Provisional grades, and the feedback that is given by word of mouth (WIL-E-37 to 41)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from sitrack.core import calendar
from sitrack.core.models import Audience, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version
from visits.evaluation_kinds import grades_of, judged_in, kind_of
from visits.models import Evaluation, EvaluationJudgement, RecommendedReview
from visits.models.evaluations import GOVERNORS
from visits.rules import evaluations as rules
from visits.services.evaluations.steps import (
    at_school,
    held,
    move,
    notify,
    of_team,
    tell,
)


@dataclass(frozen=True)
class Judged:
    """A provisional grade, by its code, and the reasons for it."""

    grade: str = ""
    reasons: str = ""


@dataclass(frozen=True)
class Found:
    """What the team found: by judgement, and which external reviews it recommends."""

    judged: Mapping[str, Judged] = field(default_factory=dict)
    reviews: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def write_judgements(
    *, evaluation: Evaluation, found: Found, expected_version: int, by: User
) -> Evaluation:
    """Keep grades and reasons while they are worked out. After feedback was given they
    stay as they were told. Raises Stale, RuleBroken."""
    now = held(evaluation)
    if now.state != "conducted":
        raise RuleBroken(
            "Grades are given after the evaluation is held, and stay as they were told"
            " once feedback is given."
        )
    take_next_version(now, expected=expected_version)
    now.save()
    _write(now, found)
    tell("evaluation.judged", now, by=by, audience=Audience.AUTHORITY)
    return now


@transaction.atomic
def give_feedback(
    *, evaluation: Evaluation, day: date, to: str, by: User
) -> Evaluation:
    """Note that provisional feedback was given, when and to whom by role. From now on
    the school's leadership and governors read the grades (WIL-E-39).

    Raises RuleBroken where a key judgement has no grade or no reasons.
    """
    now = held(evaluation)
    rules.check_can("feed_back", state=now.state, stages=kind_of(now).stage_codes)
    given = {row.judgement: row for row in now.judgements.all()}
    missing = [
        one.label
        for one in judged_in(now)
        if one.code not in given or not _is_whole(given[one.code])
    ]
    rules.check_feedback(
        missing=missing,
        given_to=to,
        day=day,
        evaluation_on=now.evaluation_on,
        today=calendar.today(),
    )
    move(now, "feed_back", feedback_on=day, feedback_to=to.strip())
    tell("evaluation.fed_back", now, by=by)
    people = at_school(now, Role.HEADTEACHER, *GOVERNORS) + of_team(now)
    notify(now, people, "Feedback of an evaluation was given", but=by)
    return now


def _is_whole(row: EvaluationJudgement) -> bool:
    return bool(row.grade and row.reasons.strip())


def _write(now: Evaluation, found: Found) -> None:
    codes = {one.code for one in judged_in(now)}
    if not set(found.judged) <= codes:
        raise RuleBroken("This is not judged in this evaluation.")
    grades = grades_of(now)
    there = {row.judgement: row for row in now.judgements.all()}
    for code, judged in found.judged.items():
        if judged.grade and judged.grade not in grades:
            raise RuleBroken("Choose a grade from the list.", f"grade_{code}")
        row = there.get(code) or EvaluationJudgement(evaluation=now, judgement=code)
        if (row.grade, row.reasons) != (judged.grade, judged.reasons) or not row.pk:
            row.grade, row.reasons = judged.grade, judged.reasons
            row.save()
    _write_reviews(now, found.reviews)


def _write_reviews(now: Evaluation, reviews: Mapping[str, str]) -> None:
    """WIL-E-41: each with its reason; one that is not named is not recommended."""
    labels = {one.code: one.label for one in kind_of(now).reviews}
    if not set(reviews) <= set(labels):
        raise RuleBroken("Choose an external review from the list.")
    there = {row.review: row for row in now.recommended.all()}
    for code, row in there.items():
        if code not in reviews:
            row.delete()
    for code, reason in reviews.items():
        if not reason.strip():
            message = f"Say why a review is recommended: {labels[code]}."
            raise RuleBroken(message, f"review_{code}_reason")
        row = there.get(code) or RecommendedReview(evaluation=now, review=code)
        if row.reason != reason:
            row.reason = reason
            row.save()

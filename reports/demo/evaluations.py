"""Evaluations of schools, from their planning to the governing body."""

from collections.abc import Callable, Iterator

from engagement.queries.forms import form_of
from reports.demo.cast import Act, Cast, Story
from sitrack.core.models import User
from visits.models import Evaluation, EvaluationMember, FactMark
from visits.services.evaluations import ending, facts, feedback, preparing, reporting
from visits.services.evaluations.day import Activity, add_activity, hold_evaluation
from visits.services.evaluations.feedback import Found, Judged
from visits.services.evaluations.planning import (
    EvaluationPlan,
    add_evaluator,
    plan_evaluation,
)


def acts_of_evaluations(cast: Cast, stories: list[Story]) -> list[Act]:
    """Each step of every evaluation, as far as its story goes."""
    return [act for story in stories for act in _Telling(cast, story).acts()]


class _Telling:
    """One evaluation as its lead, its evaluators and the school take it further."""

    def __init__(self, cast: Cast, story: Story) -> None:
        self.cast = cast
        self.story = story
        self.lead: User = cast.user(story["lead"])
        self.head: User = cast.head(story["school"])
        self.made: Evaluation | None = None

    def acts(self) -> Iterator[Act]:
        told, by = self.story, self.lead
        yield Act(self.cast.moment(told["planned"], "09:20"), by, self.plan)
        yield Act(self.cast.moment(told["prepared"], "14:30"), by, self.prepare)
        yield Act(self.cast.moment(told["shared"], "16:40"), by, self.share)
        if "judged" not in told:
            return
        yield Act(self.cast.moment(told["held"], "15:30"), by, self.hold)
        yield Act(self.cast.moment(told["held"], "16:15"), by, self.feed_back)
        yield Act(self.cast.moment(told["draft"], "17:10"), by, self.send)
        checked = told["facts"]["day"]
        yield Act(self.cast.moment(checked, "16:30"), self.head, self.check)
        yield Act(self.cast.moment(told["final"], "10:15"), by, self.finalise)
        yield Act(self.cast.moment(told["governors"], "19:45"), self.head, self.discuss)
        closed = self._do(ending.close_evaluation, by)
        yield Act(self.cast.moment(told["closed"], "09:05"), by, closed)

    def plan(self) -> None:
        told, cast = self.story, self.cast
        self.made = plan_evaluation(
            school=cast.schools[told["school"]],
            framework=cast.framework,
            kind=form_of(cast.framework, "evaluation").kinds[0],
            plan=EvaluationPlan(
                lead=cast.people[told["lead"]],
                meeting_on=cast.day(told["meeting"]),
                evaluation_on=cast.day(told["held"]),
                because=told["because"],
            ),
            by=self.lead,
        )
        for one in told.get("evaluators", []):
            person, until = cast.people[one["who"]], cast.day(one["until"])
            add_evaluator(
                evaluation=self._now(), person=person, until=until, by=self.lead
            )

    def prepare(self) -> None:
        for stage, seen in self.story["seen"].items():
            preparing.note_lines(
                evaluation=self._now(), stage=stage, statuses=seen, by=self.lead
            )

    def share(self) -> None:
        now = self._now()
        preparing.write_focus(
            evaluation=now,
            focus=self.story["focus"],
            methodology=self.story["methodology"],
            expected_version=now.version,
            by=self.lead,
        )
        preparing.share_focus(evaluation=self._now(), by=self.lead)

    def hold(self) -> None:
        hold_evaluation(evaluation=self._now(), by=self.lead)
        for one in self.story["activities"]:
            add_activity(evaluation=self._now(), activity=Activity(**one), by=self.lead)
        found = Found(
            judged={code: Judged(**one) for code, one in self.story["judged"].items()},
            reviews=self.story["reviews"],
        )
        now = self._now()
        feedback.write_judgements(
            evaluation=now, found=found, expected_version=now.version, by=self.lead
        )

    def feed_back(self) -> None:
        day, to = self.cast.day(self.story["held"]), self.story["feedback_to"]
        feedback.give_feedback(evaluation=self._now(), day=day, to=to, by=self.lead)

    def send(self) -> None:
        now = self._now()
        for one in self.story.get("evaluators", []):
            person = self.cast.people[one["who"]]
            member = EvaluationMember.objects.get(evaluation=now, person=person)
            reporting.give_summary(
                member=member,
                text=one["summary"],
                expected_version=member.version,
                by=self.cast.user(one["who"]),
            )
        reporting.write_draft(
            evaluation=now, texts=self.story["texts"], expected_version=0, by=self.lead
        )
        reporting.send_draft(evaluation=self._now(), by=self.lead)

    def check(self) -> None:
        for mark in self.story["facts"]["marks"]:
            facts.mark_error(
                evaluation=self._now(),
                section=mark["section"],
                sentence=mark["sentence"],
                should_say=mark["should_say"],
                by=self.head,
            )
        facts.finish_check(evaluation=self._now(), by=self.head)

    def finalise(self) -> None:
        told = self.story["facts"]["marks"]
        rows = FactMark.objects.filter(evaluation=self._now()).order_by("pk")
        for mark, row in zip(told, rows, strict=True):
            becomes = mark.get("becomes", "")
            facts.answer_mark(
                mark=row,
                accepts=bool(becomes),
                becomes=becomes,
                answer=mark["answer"],
                by=self.lead,
            )
        ending.finalise(evaluation=self._now(), by=self.lead)

    def discuss(self) -> None:
        day = self.cast.day(self.story["governors"])
        ending.discuss_with_governors(evaluation=self._now(), day=day, by=self.head)

    def _do(self, service: Callable[..., object], by: User) -> Callable[[], object]:
        return lambda: service(evaluation=self._now(), by=by)

    def _now(self) -> Evaluation:
        if self.made is None:
            raise LookupError(f"No evaluation of {self.story['school']} was planned.")
        rows = Evaluation.objects.select_related(
            *("record__school", "record__year", "record__framework", "lead__user")
        )
        return rows.get(pk=self.made.pk)

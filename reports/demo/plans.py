"""Plans of additional engagement: begun, written by both sides, agreed."""

from collections.abc import Callable
from datetime import date, timedelta

from engagement.models import Side
from plans.models import EndEvaluation, Plan, PlanAction, PlanPriority
from plans.queries.limits import limit_from
from plans.queries.standing import priorities_of, seen
from plans.queries.timescale import days_of, last_day_of_transition
from plans.services.actions import update_action
from plans.services.agreeing import agree
from plans.services.editing import Front, change_front
from plans.services.ending import start_transition
from plans.services.evaluations import (
    Evaluation,
    Taking,
    comment_on_evaluation,
    record_evaluation,
)
from plans.services.opening import open_plan
from plans.services.priorities import ActionLine, PriorityText, add_priority
from reports.demo.cast import Act, Cast, Story
from schools.access import holders
from schools.models import Post
from sitrack.core import calendar
from sitrack.core.models import User
from sitrack.core.roles import Role
from visits.services.content import Present

HOUR = timedelta(hours=1)
TITLES = {
    Role.HEADTEACHER: "Headteacher",
    Role.DEPUTY: "Deputy Headteacher",
    Role.CHAIR: "Chair of Governors",
    Role.OFFICER: "Standards and Excellence Partner",
}
ROLES = {
    "headteacher": Role.HEADTEACHER,
    "deputy": Role.DEPUTY,
    "chair": Role.CHAIR,
    "officer": Role.OFFICER,
}


def acts_of_plans(cast: Cast, content: Story) -> list[Act]:
    """Every plan from its beginning to where it stands today."""
    return [act for story in content["plans"] for act in _acts(cast, story)]


def _acts(cast: Cast, story: Story) -> list[Act]:
    telling = _Telling(cast, story)
    officer, head = cast.officer(story["school"]), cast.head(story["school"])
    opened = cast.days.done(cast.day(story["opened_on"]), "09:40")
    acts = [
        Act(opened, officer, telling.open_it(officer)),
        Act(opened + HOUR, officer, telling.write_front(officer)),
    ]
    for number, priority in enumerate(story["priorities"], start=2):
        by = head if priority["by"] == "head" else officer
        acts.append(Act(opened + number * HOUR, by, telling.add(priority, by)))
    for name in ("la_agreed_on", "agreed_on"):
        if name in story:
            day = cast.day(story[name])
            at = cast.days.done(day, "15:10")
            acts.append(Act(at, officer, telling.agree_it(Side.LA, officer)))
    if "agreed_on" in story:
        acts.append(Act(acts[-1].at + HOUR, head, telling.agree_it(Side.SCHOOL, head)))
    acts += _ending(cast, story, telling)
    return [*acts, *_updates(cast, story, telling, head)]


def _ending(cast: Cast, story: Story, telling: "_Telling") -> list[Act]:
    """The evaluation with the school's comment, and the transition after it."""
    if "evaluated" not in story:
        return []
    officer, head = cast.officer(story["school"]), cast.head(story["school"])
    lead = cast.user(story["evaluated"]["lead"])
    held = cast.days.done(cast.days.school_day(story["evaluated"]["days"]), "14:00")
    days = story["evaluated"]["days"] + 2
    moved = cast.days.done(cast.days.school_day(days), "10:00")
    return [
        Act(held, officer, telling.evaluate(officer)),
        Act(held + 4 * HOUR, head, telling.answer(head)),
        Act(moved, lead, telling.start_transition(lead)),
    ]


def _updates(cast: Cast, story: Story, telling: "_Telling", head: User) -> list[Act]:
    """What the school said of its actions since."""
    return [
        Act(
            cast.days.done(cast.day(action["due"]), "16:20"),
            head,
            telling.update(action, head),
        )
        for priority in story["priorities"]
        for action in priority["actions"]
        if "state" in action
    ]


class _Telling:
    """One plan as it goes from hand to hand."""

    def __init__(self, cast: Cast, story: Story) -> None:
        self.cast = cast
        self.story = story
        self.school: str = story["school"]
        self.plan: Plan | None = None

    def open_it(self, by: User) -> Callable[[], None]:
        def act() -> None:
            year = calendar.year_on(calendar.today()) or self.cast.years[1]
            record = self.cast.record(self.school, year, by)
            self.plan = open_plan(record=record, by=by)

        return act

    def write_front(self, by: User) -> Callable[[], Plan]:
        def act() -> Plan:
            plan = self._now()
            starts_on = self._day(self.story["starts_on"])
            limit = limit_from(plan, starts_on)
            front = Front(
                starts_on=starts_on,
                ends_on=self._last_day(limit.last_day if limit else None),
                reasons=self.story["reasons"].strip(),
                criteria=tuple(
                    self.cast.criteria[code] for code in self.story["criteria"]
                ),
                present=tuple(self._present()),
            )
            return change_front(
                plan=plan, front=front, expected_version=plan.version, by=by
            )

        return act

    def add(self, priority: Story, by: User) -> Callable[[], PlanPriority]:
        def act() -> PlanPriority:
            text = PriorityText(
                title=priority["title"],
                expected_change=priority["change"].strip(),
                actions=tuple(self._line(one) for one in priority["actions"]),
            )
            return add_priority(plan=self._now(), text=text, by=by)

        return act

    def agree_it(self, side: Side, by: User) -> Callable[[], Plan]:
        def act() -> Plan:
            plan = self._now()
            stamp = seen(plan, priorities_of(plan))
            return agree(plan=plan, side=side, as_seen=stamp, by=by)

        return act

    def update(self, action: Story, by: User) -> Callable[[], PlanAction]:
        def act() -> PlanAction:
            rows = PlanAction.objects.select_related("priority__plan")
            found = rows.get(priority__plan=self._now(), text=action["text"])
            return update_action(
                action=found,
                state=action["state"],
                note=action["note"],
                expected_version=found.version,
                by=by,
            )

        return act

    def _now(self) -> Plan:
        if self.plan is None:
            raise LookupError(f"No plan was begun for {self.school} yet.")
        return Plan.objects.select_related("level", "school").get(pk=self.plan.pk)

    def evaluate(self, by: User) -> Callable[[], EndEvaluation]:
        def act() -> EndEvaluation:
            told = self.story["evaluated"]
            people = [self._holder(who) for who in told["present"]]
            evaluation = Evaluation(
                held_on=calendar.today(),
                summary=told["summary"].strip(),
                outcome=told["outcome"],
                taking=tuple(
                    Taking(post.person.name, TITLES[Role(post.role)], post.person)
                    for post in people
                ),
                minutes=told["minutes"],
                recommended=self.cast.levels[told["recommended"]],
            )
            return record_evaluation(plan=self._now(), evaluation=evaluation, by=by)

        return act

    def answer(self, by: User) -> Callable[[], EndEvaluation]:
        def act() -> EndEvaluation:
            found = EndEvaluation.objects.select_related("plan__school").get(
                plan=self.plan
            )
            return comment_on_evaluation(
                evaluation=found,
                text=self.story["evaluated"]["comment"].strip(),
                expected_version=found.version,
                by=by,
            )

        return act

    def start_transition(self, by: User) -> Callable[[], Plan]:
        def act() -> Plan:
            plan = self._now()
            ends_on = days_of(plan)[1]
            limit = last_day_of_transition(plan, ends_on)
            until = limit.last_day if limit else ends_on + timedelta(days=90)
            return start_transition(plan=plan, until=until, by=by)

        return act

    def _last_day(self, limit: date | None) -> date | None:
        """The level's limit, or the day that the story says where that is earlier."""
        if "ends_on" not in self.story:
            return limit
        told = self.cast.due(self.story["ends_on"])
        return min(limit, told) if limit else told

    def _day(self, story: Story) -> date:
        return self.cast.day(story)

    def _present(self) -> list[Present]:
        posts = [self._holder("officer"), self._holder("headteacher")]
        return [Present(post.person.name, "", post.person) for post in posts]

    def _line(self, action: Story) -> ActionLine:
        person = self._holder(action["who"]).person
        return ActionLine(
            text=action["text"],
            who=person.name,
            person=person,
            due_on=self._day(action["due"]),
            when=action.get("when", ""),
        )

    def _holder(self, who: str) -> Post:
        return holders(self.cast.schools[self.school], ROLES[who])[0]

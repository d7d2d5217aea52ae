"""Plans whose form the framework draws: written by both sides, agreed, met about."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from engagement.models import Side
from plans.models import ActionState, Plan, PlanAction, PlanPriority
from plans.queries.standing import priorities_of, seen
from plans.services.actions import update_action
from plans.services.agreeing import agree
from plans.services.editing import Front, change_front
from plans.services.ending import finish_plan
from plans.services.opening import open_plan
from plans.services.priorities import (
    ActionLine,
    PriorityText,
    add_priority,
    change_priority,
)
from reports.demo.cast import Act, Cast, Story
from reports.demo.meetings import acts_of_meetings, present
from sitrack.core import calendar
from sitrack.core.models import User

HOUR = timedelta(hours=1)


def acts_of_support_plans(cast: Cast, stories: list[Story]) -> list[Act]:
    """Every plan from its beginning to its last meeting so far."""
    return [act for story in stories for act in _acts(cast, story)]


def _acts(cast: Cast, story: Story) -> Iterator[Act]:
    officer, head = cast.officer(story["school"]), cast.head(story["school"])
    telling = _Telling(cast, story)
    opened = cast.moment(story["opened"], "09:15")
    yield Act(opened, officer, telling.open_it(officer))
    for number, area in enumerate(story["areas"], start=1):
        by = head if area["by"] == "head" else officer
        yield Act(opened + number * HOUR, by, telling.add(area, by))
    agreed = cast.moment(story["agreed"], "14:20")
    yield Act(agreed, officer, telling.agree_it(Side.LA, officer))
    yield Act(agreed + HOUR, head, telling.agree_it(Side.SCHOOL, head))
    yield from _updates(cast, story, telling, head)
    yield from acts_of_meetings(cast, story, telling.now)
    if day := story.get("finished"):
        lead = cast.lead_of(story["school"])
        yield Act(cast.moment(day, "16:40"), lead, telling.finish(lead))


def _updates(
    cast: Cast, story: Story, telling: "_Telling", head: User
) -> Iterator[Act]:
    """What the school said of its actions since."""
    for area in story["areas"]:
        for row in (row for rows in area["lists"].values() for row in rows):
            if "done" in row:
                at = cast.moment(row["done"]["day"], "16:10")
                yield Act(at, head, telling.update(row, head))


class _Telling:
    """One plan as it goes from hand to hand."""

    def __init__(self, cast: Cast, story: Story) -> None:
        self.cast = cast
        self.story = story
        self.plan: Plan | None = None

    def open_it(self, by: User) -> Callable[[], None]:
        """The draft with its days, who met, and the part that stands in it once."""

        def act() -> None:
            year = calendar.year_on(calendar.today()) or self.cast.years[1]
            record = self.cast.record(self.story["school"], year, by)
            self.plan = open_plan(record=record, kind=self.story["kind"], by=by)
            front = Front(
                starts_on=self.cast.day(self.story["agreed"]),
                ends_on=self.cast.day(self.story["ends_on"]),
                reasons="",
                criteria=(),
                present=tuple(present(self.cast, self.story["present"])),
                counted_from=self.cast.day(self.story["counted_from"]),
            )
            plan = self.now()
            change_front(plan=plan, front=front, expected_version=plan.version, by=by)
            for key, rows in self.story.get("once", {}).items():
                self._fill(plan.priorities.get(section=key), key, rows, by)

        return act

    def add(self, area: Story, by: User) -> Callable[[], PlanPriority]:
        text = PriorityText(
            title=area["title"],
            expected_change=area.get("expected_change", ""),
            section="areas",
            boxes=self._boxes(area.get("boxes", {})),
            actions=self._lines(area["lists"]),
        )
        return lambda: add_priority(plan=self.now(), text=text, by=by)

    def agree_it(self, side: Side, by: User) -> Callable[[], Plan]:
        def act() -> Plan:
            plan = self.now()
            stamp = seen(plan, priorities_of(plan))
            return agree(plan=plan, side=side, as_seen=stamp, by=by)

        return act

    def finish(self, by: User) -> Callable[[], Plan]:
        """After its final meeting the plan has ended."""
        return lambda: finish_plan(plan=self.now(), by=by)

    def update(self, row: Story, by: User) -> Callable[[], PlanAction]:
        def act() -> PlanAction:
            rows = PlanAction.objects.select_related("priority__plan")
            found = rows.get(priority__plan=self.now(), text=row["text"])
            return update_action(
                action=found,
                state=ActionState.DONE,
                note=row["done"]["note"],
                expected_version=found.version,
                by=by,
            )

        return act

    def now(self) -> Plan:
        if self.plan is None:
            raise LookupError(f"No plan was begun for {self.story['school']} yet.")
        rows = Plan.objects.select_related("template", "level", "school")
        return rows.get(pk=self.plan.pk)

    def _fill(
        self, block: PlanPriority, key: str, rows: list[Story], by: User
    ) -> PlanPriority:
        text = PriorityText(
            title=block.title, section=block.section, actions=self._lines({key: rows})
        )
        return change_priority(
            priority=block, text=text, expected_version=block.version, by=by
        )

    def _lines(self, lists: Story) -> tuple[ActionLine, ...]:
        return tuple(
            ActionLine(
                text=row["text"],
                side=side,
                who=row.get("who", ""),
                due_on=self.cast.day(row["due"]) if "due" in row else None,
                boxes=self._boxes(row.get("boxes", {})),
            )
            for side, rows in lists.items()
            for row in rows
        )

    def _boxes(self, boxes: Story) -> dict[str, str]:
        """What stands in the form's own boxes; a day is kept as the forms keep it."""
        return {
            key: self.cast.day(said).isoformat() if isinstance(said, dict) else said
            for key, said in boxes.items()
        }

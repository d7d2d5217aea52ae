"""The meetings of plans: sent to the school, its part back, held and recorded."""

from collections.abc import Callable, Iterator
from typing import Any

from plans.meetings import IMPACT, Given, Held, Rating, SchoolPart
from plans.models import Plan, PlanAction, PlanReview
from plans.services.meeting_steps import hold_meeting, return_part, save_part, send
from plans.sittings import ACTION
from reports.demo.cast import Act, Cast, Story
from sitrack.core.models import User
from visits.services.content import Present

Finding = Callable[[], Plan]


def acts_of_meetings(cast: Cast, story: Story, plan: Finding) -> Iterator[Act]:
    """As far as each meeting has come: a part that is not returned is kept."""
    officer, head = cast.officer(story["school"]), cast.head(story["school"])
    for told in story["meetings"]:
        telling = _Telling(cast, told, plan)
        sent = cast.moment(told["sent"], "10:40")
        yield Act(sent, officer, telling.send(officer))
        if "part" in told:
            at = cast.moment(told["part"]["day"], "17:25")
            yield Act(at, head, telling.write_part(head))
        if "held" in told:
            at = cast.moment(told["held"]["day"], "17:00")
            yield Act(at, officer, telling.hold(officer))


class _Telling:
    """One meeting of a plan, named by the key that the form gives it."""

    def __init__(self, cast: Cast, told: Story, plan: Finding) -> None:
        self.cast = cast
        self.told = told
        self.plan = plan

    def send(self, by: User) -> Callable[[], PlanReview]:
        def act() -> PlanReview:
            review = self._now()
            return send(
                review=review, answers={}, expected_version=review.version, by=by
            )

        return act

    def write_part(self, by: User) -> Callable[[], PlanReview]:
        told = self.told["part"]
        service = save_part if told.get("draft") else return_part

        def act() -> PlanReview:
            review = self._now()
            part = SchoolPart(_given(told["answers"]), self._by_area(told["impacts"]))
            return service(
                review=review, part=part, expected_version=review.version, by=by
            )

        return act

    def hold(self, by: User) -> Callable[[], PlanReview]:
        told = self.told["held"]

        def act() -> PlanReview:
            review = self._now()
            held = Held(
                held_on=self.cast.day(told["day"]),
                present=list(present(self.cast, told["present"])),
                answers=_given(told["answers"]),
                ratings=list(self._ratings(told["ratings"])),
                impacts=self._by_area(told.get("impacts", [])),
            )
            return hold_meeting(
                review=review, held=held, expected_version=review.version, by=by
            )

        return act

    def _now(self) -> PlanReview:
        rows = PlanReview.objects.select_related("plan__template", "plan__school")
        return rows.exclude(state="cancelled").get(
            plan=self.plan(), form=self.told["key"]
        )

    def _by_area(self, said: list[str]) -> dict[int, str]:
        """What is said of the areas, in their order; of the rest nothing is."""
        areas = self.plan().priorities.filter(section="areas").order_by("order")
        return dict(zip(areas.values_list("pk", flat=True), said, strict=False))

    def _ratings(self, told: list[Story]) -> Iterator[Rating]:
        """Each action is named by how its text begins."""
        for one in told:
            row = PlanAction.objects.get(
                priority__plan=self.plan(), text__startswith=one["action"]
            )
            kind: Any = IMPACT if one.get("impact") else ACTION
            yield Rating(row.pk, kind, one["rag"], one.get("words", ""))


def _given(answers: Story) -> dict[str, Given]:
    """An answer is words, rows, or a choice with its reason."""
    found = {}
    for key, said in answers.items():
        if isinstance(said, dict):
            found[key] = Given(said["text"], said.get("reason", ""))
        elif isinstance(said, list):
            found[key] = Given(rows=said)
        else:
            found[key] = Given(said)
    return found


def present(cast: Cast, keys: list[str]) -> Iterator[Present]:
    """Who was there, with the post that each holds."""
    for key in keys:
        person = cast.people[key]
        post = person.posts.first()
        yield Present(person.name, post.printed_title if post else "", person)

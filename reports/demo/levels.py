"""The levels: how each school's was agreed, the changes since, and what is open."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from engagement.models import ChangeEvidence, Level, LevelAssignment, Side, View
from engagement.services.change_evidence import Cited
from engagement.services.decisions import approve, return_proposal
from engagement.services.proposals import (
    Pick,
    Proposal,
    draft_level,
    give_view,
    propose,
)
from reports.demo.cast import Act, Cast, Story
from sitrack.core import calendar
from sitrack.core.models import User
from visits.models import Visit

HOUR = timedelta(hours=1)


def acts_of_levels(cast: Cast, content: Story) -> list[Act]:
    """Every proposal with its views and, where there is one, its decision."""
    acts = []
    for story in content["initial"]:
        acts += _initial(cast, story)
    return acts + acts_of_changes(cast, [*content["changes"], *content["open"]])


def acts_of_changes(cast: Cast, stories: list[Story]) -> list[Act]:
    """Every proposal of another level, as far as its story goes."""
    return [act for story in stories for act in _change(cast, story)]


class _Telling:
    """One proposal as it goes from hand to hand."""

    def __init__(self, cast: Cast, story: Story, *, side: Side, starts: date) -> None:
        self.cast = cast
        self.story = story
        self.school: str = story["school"]
        self.side = side
        self.starts = starts
        self.assignment: LevelAssignment | None = None

    def raise_it(self, by: User) -> Callable[[], None]:
        def act() -> None:
            year = calendar.year_on(self.starts) or self.cast.years[1]
            proposal = Proposal(
                level=self._level(self.story.get("to") or self.story["level"]),
                effective_from=self.starts,
                picks=self._picks(self.side),
                reason=self.story["reason"].strip(),
                rationale=self.story.get("rationale", "").strip(),
                cited=self._cited(),
            )
            self.assignment = draft_level(
                record=self.cast.record(self.school, year, by),
                proposal=proposal,
                side=self.side,
                by=by,
            )
            propose(assignment=self.assignment, by=by)

        return act

    def view_it(self, view: Story, by: User) -> Callable[[], LevelAssignment]:
        preferred = view.get("preferred")
        return lambda: give_view(
            assignment=self._found(),
            view=View(view.get("view", View.AGREES)),
            level=self._level(preferred) if preferred else None,
            text=view.get("text", "").strip(),
            picks=self._picks(Side.LA if self.side == Side.SCHOOL else Side.SCHOOL),
            by=by,
        )

    def decide_it(
        self, outcome: str, note: str, by: User
    ) -> Callable[[], LevelAssignment]:
        decide = approve if outcome == "approved" else return_proposal
        return lambda: decide(assignment=self._found(), note=note.strip(), by=by)

    def _cited(self) -> Cited | None:
        """The note of a visit through which the change is recorded, where one is told."""
        if "cites" not in self.story:
            return None
        day = self.cast.day(self.story["cites"])
        visit = Visit.objects.get(
            record__school=self.cast.schools[self.school], date=day
        )
        words = f"{visit.visit_type}, {day:%-d %B %Y}"
        return Cited(ChangeEvidence.Kind.VISIT, day, words, visit.pk)

    def _found(self) -> LevelAssignment:
        if self.assignment is None:
            raise LookupError(f"Nothing was proposed for {self.school} yet.")
        return self.assignment

    def _level(self, code: str) -> Level:
        return self.cast.levels[code]

    def _picks(self, side: Side) -> tuple[Pick, ...]:
        return tuple(
            Pick(
                self.cast.criteria[pick["criterion"]],
                evidence=pick["evidence"],
                not_applicable=pick["evidence"].startswith("Not applicable"),
            )
            for pick in self.story["picks"]
            if pick["side"] == side
        )


def _initial(cast: Cast, story: Story) -> list[Act]:
    """Proposed by the school as the first year began, agreed, approved."""
    school = story["school"]
    year = cast.years[0]
    head, officer = cast.head(school), cast.officer(school)
    lead = cast.lead_of(school)
    telling = _Telling(cast, story, side=Side.SCHOOL, starts=year.start)
    first = cast.days.done(year.terms.earliest("start").start, "10:30")
    note = story["decision_note"]
    return [
        Act(first, head, telling.raise_it(head)),
        Act(first + HOUR, officer, telling.view_it({}, officer)),
        Act(first + 3 * HOUR, lead, telling.decide_it("approved", note, lead)),
    ]


def _change(cast: Cast, story: Story) -> list[Act]:
    school = story["school"]
    side = Side(story["raised_side"])
    raised_on = cast.day(story["raised_on"])
    starts = cast.day(story["effective_from"])
    if story.get("state"):
        starts = min(starts, cast.years[1].end)
    telling = _Telling(cast, story, side=side, starts=starts)
    raiser = cast.user(story["raised_by"])
    raised = cast.days.done(raised_on, "10:05")
    acts = [Act(raised, raiser, telling.raise_it(raiser))]
    view = story["school_view"] if side == Side.LA else story["la_view"]
    if view:
        own = cast.heads if side == Side.LA else cast.officers
        viewer = cast.user(view.get("by", own[school]))
        at = max(_when(cast, raised_on, view, "12:40"), raised + HOUR)
        acts.append(Act(at, viewer, telling.view_it(view, viewer)))
    decision = story["decision"]
    if decision:
        decider = cast.user(decision["by"])
        at = max(_when(cast, raised_on, decision, "16:15"), acts[-1].at + HOUR)
        decide = telling.decide_it(decision["outcome"], decision["note"], decider)
        acts.append(Act(at, decider, decide))
    return acts


def _when(cast: Cast, raised_on: date, story: Story, at: str) -> datetime:
    """So many days after it was raised, or so many days before today."""
    if "on" in story:
        return cast.days.done(cast.day(story["on"]), at)
    later = raised_on + timedelta(days=story.get("days_after", 3))
    return cast.days.done(cast.days.working_day(later), at)

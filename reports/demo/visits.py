"""The visits: planned, written up, shared, answered and made final."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from engagement.models import RecordPriority, SchoolYearRecord
from engagement.queries.hours import hours_position
from engagement.services.hours import team_of
from reports.demo.cast import Act, Cast, Story
from reports.demo.pictures import picture
from schools.models import Person
from sitrack.core import calendar
from sitrack.core.files.services import scan
from sitrack.core.models import User
from sitrack.core.roles import Role
from visits.models import Comment, FollowUp, NextStep, Visit, VisitState
from visits.models.steps import StepState
from visits.services.content import FollowedUp, Present, Step
from visits.services.diary import plan_visit
from visits.services.documents import add_document, consent
from visits.services.notes import Note, save_note, share, start_note
from visits.services.replies import answer, comment, finalise
from visits.services.steps import close_step

HOUR = timedelta(hours=1)
HELD = {"draft", "shared", "final"}
MORE_TIME = "Agreed with the headteacher: the work of this term belongs together."


def acts_of_visits(cast: Cast, stories: list[Story]) -> list[Act]:
    """Every visit from the diary to the final note."""
    successors = _successors(cast, stories)
    acts = []
    for story in stories:
        telling = _Telling(cast, story, successors.get(story["key"]))
        if story["state"] in HELD:
            acts += telling.acts() if telling.day < cast.days.today else []
        elif story not in successors.values():
            acts.append(telling.planned())
    return acts


def _successors(cast: Cast, stories: list[Story]) -> dict[str, Story]:
    """By a visit's key, the visit that its note announces."""
    found = {}
    for story in stories:
        announced = story.get("next_visit")
        if story["state"] == "draft" or not announced:
            continue
        for other in stories:
            if (
                other["school"] == story["school"]
                and cast.day(other["when"]) == cast.day(announced)
                and other["time"] == announced["time"]
            ):
                found[story["key"]] = other
    return found


class _Telling:
    """One visit as its note goes from its author to the school and back."""

    def __init__(self, cast: Cast, story: Story, successor: Story | None) -> None:
        self.cast = cast
        self.story = story
        self.successor = successor
        self.lead: Person = cast.people[story["lead"]]
        self.by: User = cast.user(story["lead"])
        self.head: User = cast.head(story["school"])
        self.day: date = cast.day(story["when"])
        self.comment: Comment | None = None
        self.visit: Visit | None = None
        self.note: Note | None = None

    def acts(self) -> list[Act]:
        """The acts of a visit that was held, as far as its state says."""
        start = max(self._after(0, "16:50"), self._held_at() + HOUR)
        acts = [Act(min(start, self.cast.days.now), self.by, self.start)]
        if self.story["state"] == "draft":
            return acts
        shared = self._after(2, "11:20")
        acts.append(Act(shared, self.by, self.share))
        for document in self.story["documents"]:
            at = self._after(3, "15:30")
            acts.append(Act(at, self.head, self._document(document)))
        if self.story["school_comment"]:
            acts.append(Act(self._after(4, "17:05"), self.head, self.give_comment))
        if self.story["answer"]:
            acts.append(Act(self._after(5, "09:40"), self.by, self.give_answer))
        if self.story["state"] == "final":
            acts.append(Act(self._after(5, "10:10"), self.by, self.finalise))
        return acts + self._closings(shared)

    def planned(self) -> Act:
        """The act of a visit that no earlier note announces."""
        at = self.cast.days.done(self.cast.days.school_day(-12), "13:10")
        return Act(at, self.by, lambda: self._plan(self.story, follows=None))

    def start(self) -> None:
        """Begin the note of the visit in the diary, or of one that was not."""
        planned = Visit.objects.filter(
            record__school=self.cast.schools[self.story["school"]],
            planned_for=self._held_at(),
            state=VisitState.PLANNED,
        ).first()
        self.note = self._note()
        if planned is None:
            self.visit = start_note(
                record=self._record(), note=self.note, lead=self.lead, by=self.by
            )
        else:
            self.visit = save_note(
                visit=planned,
                note=self.note,
                expected_version=planned.version,
                by=self.by,
            )

    def share(self) -> None:
        visit, note = self._visit(), self.note
        if note is None:
            raise LookupError(f"The note of {self.story['key']} was not begun.")
        if self.successor:
            self._plan(self.successor, follows=visit)
        rows = visit.next_steps.order_by("order")
        steps = zip(note.steps, rows, strict=True)
        kept = tuple(replace(step, pk=row.pk) for step, row in steps)
        share(
            visit=visit,
            note=replace(note, steps=kept),
            expected_version=visit.version,
            by=self.by,
        )

    def give_comment(self) -> None:
        text = self.story["school_comment"].strip()
        words = "" if text == "No comment" else text
        self.comment = comment(visit=self._visit(), text=words, by=self.head)

    def give_answer(self) -> None:
        if self.comment:
            self.comment.refresh_from_db()
            answer(comment=self.comment, text=self.story["answer"].strip(), by=self.by)

    def finalise(self) -> None:
        if self.comment and self.comment.text and not self.story["answer"]:
            answer(comment=self.comment, text="", by=self.by)
        visit = self._visit()
        finalise(visit=visit, expected_version=visit.version, by=self.by)

    def _document(self, document: Story) -> Callable[[], None]:
        def act() -> None:
            added = add_document(
                visit=self._visit(),
                title=document["title"],
                kind=document.get("kind", ""),
                link=document.get("link", ""),
                file=picture(document["file"]) if "file" in document else None,
                by=self.head,
            )
            if added.file:
                scan(added.file)
            if document["consented"]:
                consent(document=added, by=self.head)

        return act

    def _closings(self, shared: datetime) -> list[Act]:
        acts = []
        for order, step in enumerate(self.story["next_steps"], start=1):
            if step["state"] == StepState.DONE:
                day = self.cast.day(step["closed"])
                at = max(self.cast.days.done(day, "15:45"), shared + HOUR)
                by = self._closer(step["who"])
                acts.append(Act(at, by, self._closing(order, step["note"], by)))
        return acts

    def _closer(self, who: str | Story) -> User:
        person = self.cast.people.get(who) if isinstance(who, str) else None
        return person.user if person and person.user else self.head

    def _closing(self, order: int, note: str, by: User) -> Callable[[], NextStep]:
        def close() -> NextStep:
            step = self._visit().next_steps.get(order=order)
            version = step.version
            return close_step(step=step, note=note, by=by, expected_version=version)

        return close

    def _plan(self, story: Story, *, follows: Visit | None) -> Visit:
        at = self._at(story["when"], story["time"])
        lead = self.cast.people[story["lead"]]
        year = calendar.year_on(at.date()) or self.cast.years[-1]
        by = self.cast.user(story["lead"])
        return plan_visit(
            record=self.cast.record(story["school"], year, by),
            at=at,
            lead=lead,
            by=by,
            visit_type=self.cast.option("visit_type", story["type"]),
            follows=follows,
        )

    def _note(self) -> Note:
        story = self.story
        announced = story.get("next_visit")
        record = self._record()
        return Note(
            date=self.day,
            visit_type=self.cast.option("visit_type", story["type"]),
            mode=self.cast.option("visit_mode", story["mode"]),
            minutes=story["minutes"],
            over_ceiling_reason=self._reason(record),
            present=tuple(self._present(one) for one in story["present"]),
            follow_ups=self._follow_ups(record),
            texts=story.get("texts")
            or {key: story[key].strip() for key in ("focus", "follow_up", "summary")},
            rows=story.get("rows", {}),
            steps=self._steps(),
            next_visit_at=self._at(announced, announced["time"]) if announced else None,
            agenda=tuple(story["agenda"]),
            priorities=self._priorities(record),
        )

    def _priorities(self, record: SchoolYearRecord) -> tuple[RecordPriority, ...]:
        """Those that the story names by their place in the school's list."""
        places = self.story.get("priorities", [])
        return tuple(row for row in record.priorities.all() if row.order in places)

    def _reason(self, record: SchoolYearRecord) -> str:
        """Why more time is needed: as told, or if it is on the day that it is told."""
        term = calendar.term_on(self.day)
        if term is None or not team_of(self.lead, record).counted:
            return ""
        over = hours_position(record, term).would_exceed(self.story["minutes"])
        return MORE_TIME if over else self.story.get("over", "")

    def _present(self, one: str | Story) -> Present:
        if not isinstance(one, str):
            return Present(one["name"], one["role"])
        person = self.cast.people[one]
        post = person.posts.first()
        return Present(person.name, post.printed_title if post else "", person)

    def _follow_ups(self, record: SchoolYearRecord) -> tuple[FollowedUp, ...]:
        """What became of the steps that no visit has yet found closed."""
        if self.lead.posts.filter(role=Role.TEAM).exists():
            return ()
        steps = NextStep.objects.agreed().filter(
            record__school=record.school, visit__date__lt=self.day
        )
        told = steps.exclude(
            follow_ups__visit__state__in=[VisitState.SHARED, VisitState.FINAL],
            follow_ups__outcome=FollowUp.Outcome.DONE,
        )
        return tuple(
            FollowedUp(step, outcome=step.state, note=step.closing_note)
            for step in told.order_by("due_on", "pk")
        )

    def _steps(self) -> tuple[Step, ...]:
        return tuple(
            Step(
                text=step["text"],
                due_on=max(self.cast.due(step["due"]), self.day),
                who=self._name(step["who"]),
                person=self._person(step["who"]),
            )
            for step in self.story["next_steps"]
        )

    def _name(self, who: str | Story) -> str:
        if isinstance(who, str):
            return self.cast.people[who].name
        return f"{who['name']}, {who['role']}"

    def _person(self, who: str | Story) -> Person | None:
        return self.cast.people[who] if isinstance(who, str) else None

    def _record(self) -> SchoolYearRecord:
        year = calendar.year_on(self.day) or self.cast.years[1]
        return self.cast.record(self.story["school"], year, self.by)

    def _visit(self) -> Visit:
        if self.visit is None:
            raise LookupError(f"The visit {self.story['key']} was not written.")
        self.visit.refresh_from_db()
        return self.visit

    def _held_at(self) -> datetime:
        return self.cast.days.moment(self.day, self.story["time"])

    def _at(self, when: Story, at: str) -> datetime:
        return self.cast.days.moment(self.cast.day(when), at)

    def _after(self, count: int, at: str) -> datetime:
        return self.cast.days.done(self.cast.days.later(self.day, count), at)

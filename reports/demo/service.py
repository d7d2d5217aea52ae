"""What is asked of the whole service: levels reviewed each term, and the board told."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from reports.demo.cast import Act, Cast, Story
from reports.models import ModerationNote
from reports.queries.board import Quarter, quarter_on
from reports.services.board import report_to_board
from reports.services.moderation import approve_note, confirm_review, write_note
from sitrack.core.models import Term, User

# A review is held two weeks before its term ends, and a board's last one before the
# quarter does.
BEFORE_THE_END = timedelta(days=14)
QUARTER = timedelta(days=91)


def acts_of_the_service(cast: Cast, stories: list[Story]) -> list[Act]:
    """Every term and quarter of both years; one story serves the same part of each."""
    told = {story["kind"]: story["told"] for story in stories}
    return [
        *_reviews(cast, told.get("levels_reviewed", [])),
        *_reports(cast, told.get("themes_reported", [])),
    ]


def _reviews(cast: Cast, told: list[Story]) -> Iterator[Act]:
    for term in cast.days.terms if told else []:
        head = cast.head_of_service()
        day = cast.days.working_day(term.end - BEFORE_THE_END)
        story = told[term.ordinal - 1]
        lead = cast.lead_of(story["school"])
        written = cast.days.moment(day, "10:00")
        yield Act(written, lead, _note(cast, story, term, lead))
        yield Act(
            cast.days.moment(day, "16:00"), head, _agreed(cast, story, term, head)
        )


def _note(cast: Cast, story: Story, term: Term, by: User) -> Callable[[], object]:
    school = cast.schools[story["school"]]
    return lambda: write_note(
        school=school, term=term, text=story["text"], expected_version=0, by=by
    )


def _agreed(cast: Cast, story: Story, term: Term, by: User) -> Callable[[], object]:
    def agree() -> object:
        school = cast.schools[story["school"]]
        note = ModerationNote.objects.get(term=term, school=school)
        approve_note(note=note, expected_version=note.version, by=by)
        return confirm_review(term=term, by=by)

    return agree


def _reports(cast: Cast, told: list[Story]) -> Iterator[Act]:
    for year in cast.years[:2] if told else []:
        for number, story in enumerate(told):
            quarter = quarter_on(year, year.start + number * QUARTER + BEFORE_THE_END)
            day = cast.days.beside(quarter.ends - BEFORE_THE_END, -1)
            at = cast.days.moment(day, "17:00")
            by = cast.head_of_service()
            yield Act(at, by, _report(cast, story, quarter, by))


def _report(
    cast: Cast, story: Story, quarter: Quarter, by: User
) -> Callable[[], object]:
    day = cast.days.beside(quarter.ends - BEFORE_THE_END, -1)
    return lambda: report_to_board(
        framework=cast.framework,
        quarter=quarter,
        told_on=day,
        themes=story["themes"],
        agreed=story["agreed"],
        told_to=story["told_to"],
        expected_version=0,
        by=by,
    )

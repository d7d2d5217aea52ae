"""Self-evaluations: what the authority sends, what the school writes beside it."""

from collections.abc import Callable, Iterator

from reports.demo.cast import Act, Cast, Story
from sitrack.core import calendar
from sitrack.core.models import User
from visits.models import SelfEvaluation, SelfEvaluationPart
from visits.services.self_evaluations import setting, writing


def acts_of_self_evaluations(cast: Cast, stories: list[Story]) -> list[Act]:
    """The meeting is set, and each side writes its part, as far as the story goes."""
    return [act for story in stories for act in _acts(cast, story)]


def _acts(cast: Cast, story: Story) -> Iterator[Act]:
    key = story["school"]
    officer, head = cast.officer(key), cast.head(key)
    begun: list[SelfEvaluation] = []

    def begin() -> None:
        meeting_on = cast.day(story["meeting"])
        year = calendar.year_on(meeting_on) or cast.years[1]
        record = cast.record(key, year, officer)
        begun.append(
            setting.set_meeting(record=record, meeting_on=meeting_on, by=officer)
        )

    def write(kind: str, one: Story, by: User) -> Callable[[], object]:
        give = writing.save_part if one.get("draft") else writing.give_part

        def act() -> object:
            part = _part(begun[0], kind)
            version = part.version
            return give(part=part, texts=one["texts"], expected_version=version, by=by)

        return act

    yield Act(cast.moment(story["set"], "09:10"), officer, begin)
    for kind, by in (("la", officer), ("school", head), ("meeting", officer)):
        if part := story.get(f"{kind}_part"):
            at = cast.moment(part["day"], "15:50")
            yield Act(at, by, write(kind, part, by))
    if "closed" in story:
        at = cast.moment(story["closed"], "11:00")
        yield Act(at, officer, lambda: setting.close(evaluation=begun[0], by=officer))


def _part(evaluation: SelfEvaluation, kind: str) -> SelfEvaluationPart:
    rows = SelfEvaluationPart.objects.select_related(
        "evaluation__record__school", "evaluation__record__framework"
    )
    found: SelfEvaluationPart = rows.get(evaluation=evaluation, kind=kind)
    return found

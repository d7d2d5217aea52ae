"""Schools in intensive support, from the day it opened to where each stands today."""

from collections.abc import Callable, Iterator

from plans.models import ExitCheck, IntensiveCase
from plans.services import case_sweep, cases, exits
from reports.demo.cast import Act, Cast, Story
from sitrack.core.models import User

MANY = 100


def acts_of_cases(cast: Cast, stories: list[Story]) -> list[Act]:
    """What people recorded, and the sweep that goes on with what was done elsewhere."""
    return [act for story in stories for act in _acts(cast, story)]


def _acts(cast: Cast, story: Story) -> Iterator[Act]:
    key = story["school"]
    officer, head, lead = cast.officer(key), cast.head(key), cast.lead_of(key)

    def on_case(do: Callable[[IntensiveCase], object]) -> Callable[[], object]:
        return lambda: do(_case(cast, key))

    yield Act(cast.moment(story["opened"], "18:30"), officer, _sweep)
    for when in story["follows"]:
        yield Act(cast.moment(when, "18:30"), officer, _sweep)
    yield Act(
        cast.moment(story["acknowledged"], "15:20"),
        head,
        on_case(lambda case: cases.acknowledge(case=case, by=head)),
    )
    if told := story.get("sufficient"):
        note = told["note"]
        yield Act(
            cast.moment(told["day"], "11:10"),
            lead,
            on_case(lambda case: cases.sufficient(case=case, note=note, by=lead)),
        )
    if told := story.get("insufficient"):
        why = told["note"]
        yield Act(
            cast.moment(told["day"], "11:40"),
            lead,
            on_case(lambda case: cases.insufficient(case=case, note=why, by=lead)),
        )
    if told := story.get("exit"):
        for check in told["checks"]:
            yield Act(
                cast.moment(check["day"], "16:20"), officer, _check(cast, key, check)
            )
        yield Act(cast.moment(told["judged"], "10:05"), lead, _judge(cast, key, lead))


def _sweep() -> None:
    """What the sweep does each minute: it opens cases, and takes them further."""
    case_sweep.open_cases(MANY)
    case_sweep.follow_work(MANY)
    case_sweep.follow_notices(MANY)


def _check(cast: Cast, key: str, story: Story) -> Callable[[], ExitCheck]:
    """Each criterion with what shows it; one without evidence is not met yet."""
    by = cast.officer(key)

    def save() -> ExitCheck:
        case = _case(cast, key)
        found = ExitCheck.objects.filter(case=case).first()
        entries = exits.ExitEntries(
            met={code: code not in story["unmet"] for code in story["evidence"]},
            evidence=story["evidence"],
            impact=tuple(story["impact"]),
            impact_text=story["impact_text"],
        )
        version = found.version if found else 0
        return exits.save_check(
            case=case, entries=entries, expected_version=version, by=by
        )

    return save


def _judge(cast: Cast, key: str, by: User) -> Callable[[], ExitCheck]:
    def judge() -> ExitCheck:
        case = _case(cast, key)
        version = ExitCheck.objects.get(case=case).version
        return exits.judge_ready(case=case, expected_version=version, by=by)

    return judge


def _case(cast: Cast, key: str) -> IntensiveCase:
    rows = IntensiveCase.objects.select_related("school", "record__framework")
    found: IntensiveCase = rows.get(school=cast.schools[key])
    return found

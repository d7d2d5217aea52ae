"""The restricted letter of the story: written, signed off, issued, and opened."""

from collections.abc import Callable

from engagement.models import LetterType, RestrictedLetter
from engagement.services.letters import signing, writing
from engagement.services.letters.reading import record_reading
from engagement.services.letters.writing import Writing
from reports.demo.cast import Act, Cast, Story
from schools.access import users_holding
from sitrack.core.roles import Role


def acts_of_letters(cast: Cast, stories: list[Story]) -> list[Act]:
    """Each letter as it goes from hand to hand."""
    return [act for story in stories for act in _letter(cast, story)]


def _letter(cast: Cast, story: Story) -> list[Act]:
    school = cast.schools[story["school"]]
    author, signer = cast.user(story["author"]), cast.user(story["signer"])
    held: list[RestrictedLetter] = []

    def begin() -> None:
        kind = LetterType.objects.get(framework=cast.framework, code=story["kind"])
        held.append(writing.begin_letter(school=school, kind=kind, by=author))

    def write() -> None:
        letter = held[0]
        text = Writing(
            body=letter.body,
            concerns=story["concerns"],
            grounds=tuple(story["grounds"]),
            required_actions=story["required_actions"],
            confirmed=tuple(story["confirmed"]),
        )
        version = letter.version
        writing.change_letter(
            letter=letter, writing=text, expected_version=version, by=author
        )
        writing.ask_for_signature(letter=letter, by=author)

    def sign() -> None:
        letter = held[0]
        signing.approve(letter=letter, expected_version=letter.version, by=signer)

    def open_it() -> None:
        for chair in users_holding(school, Role.CHAIR):
            record_reading(letter=held[0], by=chair)

    def act(day: str, at: str, do: Callable[[], object]) -> Act:
        moment = cast.days.done(cast.day(story[day]), at)
        return Act(moment, author if day in {"begun", "asked"} else signer, do)

    return [
        act("begun", "09:40", begin),
        act("asked", "15:20", write),
        act("signed", "11:00", sign),
        act("issued", "09:15", lambda: signing.issue(letter=held[0], by=signer)),
        act("issued", "19:45", open_it),
    ]

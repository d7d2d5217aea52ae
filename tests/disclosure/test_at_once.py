"""Two at the same moment: one is first, and the other is told."""

import pytest

from disclosure.models import Disclosure, State
from disclosure.services.releasing import release
from disclosure.services.steps import check, give_back, prepare
from disclosure.services.taking import take_record
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import Stale
from tests.access.printing import print_as_text
from tests.disclosure.acts import now, request_about, settle_all, taken, withhold
from tests.threads import at_once
from tests.universe import Council


@pytest.fixture
def council(committed: Council, monkeypatch: pytest.MonkeyPatch) -> Council:
    print_as_text(monkeypatch)
    return committed


def checked(council: Council) -> Disclosure:
    found = taken(council)
    settle_all(found, council.hana)
    for act, by in ((prepare, council.hana), (check, council.dee)):
        act(disclosure=now(found), expected_version=now(found).version, by=by)
    return now(found)


def test_of_two_who_release_one_does(council: Council) -> None:
    found = checked(council)

    def act() -> str:
        one = Disclosure.objects.get(pk=found.pk)
        try:
            release(
                disclosure=one,
                expected_version=found.version,
                by=council.user("dee"),
            )
        except (RuleBroken, Stale) as told:
            return type(told).__name__
        return "released"

    came = sorted(at_once(act, act))
    assert came in (["RuleBroken", "released"], ["Stale", "released"])
    assert now(found).state == State.RELEASED
    assert found.files.count() == 3
    assert Event.objects.filter(verb="disclosure.released").count() == 1


def test_of_releasing_and_sending_back_one_happens(council: Council) -> None:
    found = checked(council)

    def act(step: object, by: str, **more: str) -> str:
        one = Disclosure.objects.get(pk=found.pk)
        try:
            step(  # type: ignore[operator]
                disclosure=one,
                expected_version=found.version,
                by=council.user(by),
                **more,
            )
        except (RuleBroken, Stale):
            return "late"
        return "first"

    came = at_once(
        lambda: act(release, "dee"), lambda: act(give_back, "hana", note="Wait")
    )
    assert sorted(came) == ["first", "late"]
    state = now(found).state
    assert state == (State.RELEASED if came[0] == "first" else State.OPEN)
    assert found.files.count() == (3 if came[0] == "first" else 0)


def test_of_two_who_take_the_record_each_item_is_taken_once(council: Council) -> None:
    found = request_about(council)

    def act() -> int:
        one = Disclosure.objects.get(pk=found.pk)
        return len(take_record(disclosure=one, by=council.user("hana")).new)

    assert sorted(at_once(act, act)) == [0, 4]
    assert found.items.count() == 4


def test_a_mark_and_the_asking_for_a_check_do_not_cross(council: Council) -> None:
    found = taken(council)
    settle_all(found, council.hana)
    version = now(found).version

    def mark() -> str:
        try:
            withhold(found, "Sam Rowe", council.user("dee"))
        except RuleBroken:
            return "late"
        return "marked"

    def ask() -> str:
        one = Disclosure.objects.get(pk=found.pk)
        try:
            prepare(disclosure=one, expected_version=version, by=council.user("hana"))
        except Stale:
            return "stale"
        return "prepared"

    assert at_once(mark, ask) in (["marked", "stale"], ["late", "prepared"])

"""A level that stays as it is: each side says so once a term (ACC-091)."""

import uuid
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from engagement.models import LevelConfirmation, Side, View
from engagement.queries.confirmations import sides_to_confirm
from engagement.services.confirmations import confirm_level
from engagement.services.decisions import approve
from engagement.services.proposals import (
    Proposal,
    draft_level,
    give_view,
    propose,
    withdraw,
)
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.pdf import text_of
from tests.reports.acts import proposal
from tests.reports.pages import get, read, signed_in, words
from tests.reports.printing import printed
from tests.universe import TODAY, Council

PRESS = "No change: confirm this level"
SPRING = datetime(2026, 1, 12, 9, tzinfo=UTC)


def page_of(council: Council, name: str) -> str:
    return read(council.user(name), council.record().get_absolute_url())


def press(council: Council, name: str, *, status: int = 200) -> str:
    """The button's press from the page as it stands, and the page that follows."""
    record = council.record()
    answer = signed_in(council.user(name)).post(
        reverse("engagement:level_confirm", args=[record.pk]),
        {"submit_token": str(uuid.uuid4()), "shown": in_force(council)},
        follow=True,
    )
    assert answer.status_code == status
    return words(answer) if status == 200 else ""


def in_force(council: Council) -> int:
    return int(council.hawthorn.levels.in_force(TODAY).get().pk)


def raised_to_twelve(council: Council) -> None:
    """Hawthorn moves to twelve hours: proposed, viewed and approved."""
    proposed = proposal(council)
    give_view(assignment=proposed, view=View.AGREES, by=council.helen)
    approve(assignment=proposed, by=council.rita)


@pytest.mark.item("ACC-091", "SUF-T-05", "SUF-R-19")
def test_both_sides_confirm_a_level_by_one_click_each(
    council: Council, clock: time_machine.Traveller
) -> None:
    raised_to_twelve(council)
    clock.move_to(SPRING)
    assert PRESS in page_of(council, "helen")
    shown = press(council, "helen")
    assert "The level is confirmed." in shown
    assert (
        "Spring Entitlement up to 12 hours Confirmed by the school on 12 January 2026"
        in shown
    )
    assert "Nothing has come from the LA yet." in shown
    assert PRESS not in shown
    clock.move_to(datetime(2026, 1, 14, 9, tzinfo=UTC))
    assert PRESS in page_of(council, "sam")
    press(council, "sam")
    both = (
        "Entitlement up to 12 hours Confirmed by the school on 12 January 2026,"
        " by the LA on 14 January 2026"
    )
    assert f"Spring {both}" in page_of(council, "gus")
    assert both in text_of(printed(council))
    assert not council.hawthorn.levels.undecided().exists()
    told = words(get(council.helen, f"/records/{council.record().pk}/?part=history"))
    level = "Entitlement up to 12 hours for Spring"
    assert f"confirmed {level}, for the school: no change" in told
    assert f"confirmed {level}, for the LA: no change" in told


def test_each_term_is_confirmed_anew(
    council: Council, clock: time_machine.Traveller
) -> None:
    record, terms = council.record(), council.terms
    press(council, "helen")
    press(council, "sam")
    assert sides_to_confirm(record, terms["autumn"]) == []
    assert sides_to_confirm(record, terms["spring"]) == []
    clock.move_to(SPRING)
    assert sides_to_confirm(record, terms["spring"]) == [Side.SCHOOL, Side.LA]
    assert PRESS in page_of(council, "sam")


def test_a_level_that_changes_leaves_the_confirmation_behind(council: Council) -> None:
    press(council, "helen")
    raised_to_twelve(council)
    record, autumn = council.record(), council.terms["autumn"]
    assert sides_to_confirm(record, autumn) == [Side.SCHOOL, Side.LA]
    assert "Confirmed by" not in page_of(council, "sam")
    assert "Confirmed by the school on 10 November 2025" in press(council, "dev")
    assert LevelConfirmation.objects.filter(record=record).count() == 2


def test_said_twice_it_is_said_once(council: Council) -> None:
    press(council, "helen")
    press(council, "dev")
    assert LevelConfirmation.objects.get().confirmed_by == council.helen
    assert Event.objects.filter(verb="level.confirmed").count() == 1


def test_while_a_proposal_is_open_nothing_is_confirmed(council: Council) -> None:
    opened = proposal(council)
    for name in ("helen", "sam"):
        shown = page_of(council, name)
        assert "A proposal is open, so the level is not confirmed" in shown
        assert PRESS not in shown
        assert "A proposal for this school is open" in press(council, name)
    assert not LevelConfirmation.objects.exists()
    withdraw(assignment=opened, by=council.sam)
    assert PRESS in page_of(council, "helen")


@pytest.mark.item("CONF-07")
def test_a_draft_of_the_other_side_gives_itself_away_by_nothing(
    council: Council,
) -> None:
    drafted = draft_level(
        record=council.record(),
        proposal=Proposal(council.level("suf_12"), TODAY, (), rationale="They fell."),
        side=Side.LA,
        by=council.sam,
    )
    assert PRESS not in page_of(council, "sam")
    assert PRESS in page_of(council, "helen")
    assert "The level is confirmed." in press(council, "helen")
    assert propose(assignment=drafted, by=council.sam).state == "proposed"


def test_a_level_that_is_not_the_one_shown_is_not_confirmed(council: Council) -> None:
    shown = in_force(council)
    raised_to_twelve(council)
    with pytest.raises(RuleBroken, match="has changed since you opened the page"):
        confirm_level(
            record=council.record(), side=Side.SCHOOL, shown=shown, by=council.helen
        )


@pytest.mark.parametrize("name", ["gus", "sena", "hana", "dee"])
def test_those_who_only_read_are_not_asked(council: Council, name: str) -> None:
    assert "does the level still fit?" not in page_of(council, name)
    press(council, name, status=403)

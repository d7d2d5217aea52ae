"""A restricted letter is withheld unless somebody opens it, one at a time."""

import pytest

from disclosure.models import Disclosure, Treatment
from disclosure.papers import RESTRICTED
from disclosure.services.marking import mark_words
from disclosure.services.taking import open_letter, take_record
from engagement.models import RestrictedLetter
from sitrack.core.models import Audience, Event
from sitrack.core.rules import RuleBroken
from tests.disclosure.acts import (
    NAMES,
    item_of,
    request_about,
    settle_one,
    taken,
    withhold,
)
from tests.engagement.lettering import approved, issued
from tests.universe import Council

CONCERNS = "zzconcernszz stands in the letter."


@pytest.fixture
def letter(council: Council) -> RestrictedLetter:
    return issued(council, concerns=CONCERNS)


@pytest.fixture
def asked(council: Council, letter: RestrictedLetter) -> Disclosure:
    return taken(council)


@pytest.mark.item("CONF-01")
def test_it_is_withheld_and_nothing_of_it_is_taken(asked: Disclosure) -> None:
    (item,) = asked.items.filter(restricted=True)
    assert (item.kind, item.treatment, item.section) == (RESTRICTED, "withhold", "36")
    assert (item.html, item.is_closed) == ("", True)
    for other in asked.items.all():
        assert "zzconcernszz" not in other.html


def test_it_is_opened_with_a_reason_and_stays_withheld(
    council: Council, asked: Disclosure
) -> None:
    item = item_of(asked, "restricted")
    with pytest.raises(RuleBroken, match="Open the letter before"):
        settle_one(item, council.hana)
    with pytest.raises(RuleBroken, match="Open the letter before"):
        mark_words(disclosure=asked, words="zz", why=NAMES, by=council.hana, only=item)
    open_letter(item=item, reason="It is asked for by name", by=council.hana)
    item = item_of(asked, "restricted")
    assert CONCERNS in item.passages
    assert (item.treatment, item.opened_by) == (Treatment.WITHHOLD, council.hana)
    event = Event.objects.about(asked)[0]
    assert (event.audience, event.scope) == (Audience.RESTRICTED, "")
    assert event.sentence == (
        "opened a restricted letter for the request for information FOI 26/041: It is"
        " asked for by name"
    )
    with pytest.raises(RuleBroken, match="opened already"):
        open_letter(item=item, reason="Again", by=council.dee)
    assert not take_record(disclosure=asked, by=council.dee)


def test_another_letter_stays_closed(council: Council, asked: Disclosure) -> None:
    issued(council, concerns="Another letter.")
    take_record(disclosure=asked, by=council.hana)
    first = item_of(asked, "restricted")
    open_letter(item=first, reason="It is asked for", by=council.hana)
    second = asked.items.filter(restricted=True).exclude(pk=first.pk).get()
    assert (second.html, second.treatment) == ("", Treatment.WITHHOLD)


def test_words_that_are_withheld_everywhere_reach_only_letters_that_are_open(
    council: Council, asked: Disclosure
) -> None:
    item = item_of(asked, "restricted")
    with pytest.raises(RuleBroken, match="do not stand there"):
        withhold(asked, "zzconcernszz", council.hana)
    open_letter(item=item, reason="It is asked for", by=council.hana)
    assert withhold(asked, "zzconcernszz", council.hana) == 1
    settle_one(item, council.hana)
    item = item_of(asked, "restricted")
    assert item.treatment == Treatment.DISCLOSE
    assert "zzconcernszz" not in item.open_html()


def test_a_letter_that_was_not_issued_and_one_of_another_school_are_not_there(
    council: Council,
) -> None:
    approved(council)
    found = taken(council)
    assert not found.items.filter(restricted=True).exists()
    issued(council)
    other = request_about(council, school=council.elm, reference="Elm")
    take_record(disclosure=other, by=council.hana)
    assert not other.items.filter(restricted=True).exists()

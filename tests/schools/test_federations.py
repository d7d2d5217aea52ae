"""Schools join a federation and leave it, and academies buy the model for a time."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from schools.models import Federation, FederationMembership, School, TradedAgreement
from schools.services.federations import agree_trade, end_trade, federate
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.reports.pages import get, links, read, signed_in, words
from tests.universe import Council

MARCH = date(2026, 3, 1)


def three_trees() -> Federation:
    federation: Federation = Federation.objects.get(code="TTF")
    return federation


def posted(council: Council, address: str, **sent: str) -> Any:
    return signed_in(council.ada).post(address, sent)


@pytest.mark.item("ACC-076")
def test_an_executive_head_finds_the_schools_of_the_federation(
    council: Council,
) -> None:
    school = get(council.eva, council.ash.get_absolute_url())
    assert three_trees().get_absolute_url() in links(school)
    answer = get(council.eva, three_trees().get_absolute_url())
    page = words(answer)
    for one in (council.ash, council.beech, council.cedar):
        assert one.get_absolute_url() in links(answer)
    assert "Since 1 September 2025" in page
    assert "A school joins" not in page
    assert "Three Trees Federation" in read(council.eva, "/federations/")
    assert "None of your schools is in a federation." in read(
        council.helen, "/federations/"
    )
    get(council.helen, three_trees().get_absolute_url(), status=404)


def test_a_school_joins_and_leaves_by_page_and_the_history_stays(
    council: Council,
) -> None:
    address = three_trees().get_absolute_url()
    sent = {"school": "Elm Junior School", "start": "1 3 2026"}
    assert posted(council, address, **sent).status_code == 302
    joined = council.elm.memberships.get()
    assert (joined.start, joined.end) == (MARCH, None)
    told = Event.objects.get(verb="federation.joined", scope=council.elm.scope)
    assert told.sentence == (
        "placed Elm Junior School in the federation Three Trees Federation"
        " from 1 March 2026"
    )
    again = posted(council, address, **sent)
    assert "is in this federation already" in words(again)
    leave = reverse("schools:federation_leave", args=[joined.pk])
    early = posted(council, leave, last_day="1 2 2026")
    assert "It joined on 1 March 2026, and cannot leave before." in words(early)
    assert posted(council, leave, last_day="31 8 2026").status_code == 302
    late = posted(council, leave, last_day="30 9 2026")
    assert "This school has left the federation already." in words(late)
    page = read(council.ada, address)
    assert "Schools in it earlier Elm Junior School 1 March 2026 to 31 August 2026" in (
        page
    )


def test_who_joins_another_federation_leaves_the_one_before(council: Council) -> None:
    answer = posted(council, "/federations/", name="Two Rivers")
    assert answer.status_code == 302
    other = Federation.objects.get(name="Two Rivers")
    federate(school=council.ash, federation=other, start=MARCH, by=council.ada)
    rows = council.ash.memberships.order_by("start").values_list("start", "end")
    assert list(rows) == [
        (date(2025, 9, 1), date(2026, 2, 28)),
        (MARCH, None),
    ]
    with pytest.raises(RuleBroken, match="came to Two Rivers on 1 March 2026"):
        federate(school=council.ash, federation=three_trees(), start=MARCH, by=None)
    twice = posted(council, "/federations/", name="Two Rivers")
    assert "There is a federation of this name already." in words(twice)


def test_no_school_joins_after_it_has_closed(council: Council) -> None:
    School.objects.filter(pk=council.elm.pk).update(closed_on=date(2025, 12, 31))
    school = School.objects.get(pk=council.elm.pk)
    with pytest.raises(RuleBroken, match="Elm Junior School is closed on that day"):
        federate(school=school, federation=three_trees(), start=MARCH, by=None)
    assert FederationMembership.objects.count() == 3


@pytest.mark.item("SUF-W-19")
def test_an_academy_buys_the_model_from_a_day_until_a_day(council: Council) -> None:
    sent = {"school": "Rowan Academy", "start": "1 9 2025", "end": ""}
    assert posted(council, "/agreements/", **sent).status_code == 302
    agreement = TradedAgreement.objects.get()
    assert (agreement.start, agreement.end) == (date(2025, 9, 1), None)
    assert "Rowan Academy Since 1 September 2025" in read(council.ada, "/agreements/")
    again = posted(council, "/agreements/", **{**sent, "start": "1 9 2026"})
    assert "has an agreement for some of these days already" in words(again)
    address = reverse("schools:agreement_end", args=[agreement.pk])
    early = posted(council, address, last_day="1 8 2025")
    assert "The agreement cannot end before it starts." in words(early)
    assert posted(council, address, last_day="31 8 2026").status_code == 302
    with pytest.raises(RuleBroken, match="Somebody has just changed"):
        end_trade(agreement=agreement, end=MARCH, by=council.ada)
    assert "1 September 2025 to 31 August 2026" in read(council.ada, "/agreements/")
    told = Event.objects.get(verb="agreement.ended")
    assert told.sentence == (
        "entered the last day of the traded agreement, Rowan Academy from 1 September 2025:"
        " 31 August 2026"
    )


def test_a_maintained_school_and_days_in_reverse_are_refused(council: Council) -> None:
    sent = {"school": "Elm Junior School", "start": "1 9 2025", "end": ""}
    answer = posted(council, "/agreements/", **sent)
    assert "No open school has this name or URN" in words(answer)
    with pytest.raises(RuleBroken, match="cannot end before it starts"):
        agree_trade(
            school=council.academy, start=MARCH, end=date(2026, 2, 1), by=council.ada
        )

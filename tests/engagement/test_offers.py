"""Schools offer each other support, and find what others offer."""

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from engagement.models import SchoolOffer
from engagement.rules.nearness import miles_between
from engagement.services.offers import Offered, make_offer, withdraw_offer
from schools.models import School
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.universe import Council


def offered(council: Council, **more: Any) -> Offered:
    facts: dict[str, Any] = {
        "area": council.option("support_area", "early_reading"),
        "area_words": "",
        "text": "Come and see phonics in Reception.",
        "term": council.terms["autumn"],
        "open_to_others": True,
    }
    return Offered(**{**facts, **more})


def three_offers(council: Council) -> None:
    """Birch, Ash and Hawthorn offer early reading; Hawthorn has not opted in."""
    words = {"area": None, "area_words": "Early phonics and reading"}
    make_offer(school=council.birch, offered=offered(council), by=council.ola)
    make_offer(school=council.ash, offered=offered(council, **words), by=council.eva)
    own = offered(council, open_to_others=False)
    make_offer(school=council.hawthorn, offered=own, by=council.helen)


def found(council: Council, person: str, **asked: Any) -> str:
    client = Client()
    client.force_login(getattr(council, person))
    return client.get(reverse("engagement:offers"), asked).content.decode()


@pytest.mark.item("SUF-P-17", "ACC-101", "SUF-E-18", "DER-18")
def test_officers_find_all_offers_and_heads_those_that_opted_in(
    council: Council,
) -> None:
    three_offers(council)
    for officer in ("sam", "theo", "hana"):
        page = found(council, officer, q="EARLY reading")
        assert "3 offers for" in page
        assert "Hawthorn" in page
    page = found(council, "odd", q="early reading")
    assert "2 offers for" in page
    assert "Hawthorn" not in page
    page = found(council, "helen", q="early reading")
    assert "3 offers for" in page
    assert "not shown to other schools" in page
    for level in council.framework.levels.all():
        assert level.label not in page
    assert "Nothing found" in found(council, "sam", q="early swimming")


@pytest.mark.item("DER-18")
def test_the_nearest_offers_stand_first_and_unplaced_schools_after_them(
    council: Council,
) -> None:
    three_offers(council)
    rows = School.objects
    rows.filter(pk=council.hawthorn.pk).update(easting=600_000, northing=250_000)
    rows.filter(pk=council.birch.pk).update(easting=608_047, northing=250_000)
    rows.filter(pk=council.ash.pk).update(easting=None, northing=None)
    page = found(council, "sam", near=council.hawthorn.pk)
    places = [page.index(f"{school}") for school in (council.birch, council.ash)]
    assert places == sorted(places)
    assert "about 5 miles away" in page
    assert miles_between((0, 0), (3_000, 4_000)) == pytest.approx(3.107, abs=0.001)
    assert miles_between((0, 0), (None, 4_000)) is None


@pytest.mark.item("SUF-R-25")
def test_a_head_offers_support_and_takes_it_back(
    client: Client, council: Council
) -> None:
    client.force_login(council.helen)
    address = reverse("engagement:offer_add", args=[council.hawthorn.pk])
    form = client.get(address).content.decode()
    assert "Show this offer to the heads of other schools" in form
    area = council.option("support_area", "early_reading")
    typed = {
        "area": area.pk,
        "area_words": "phonics screening",
        "text": "Visits on Tuesdays",
        "term": council.terms["spring"].pk,
        "ends_on": "",
        "open_to_others": "on",
        "submit_token": str(uuid.uuid4()),
    }
    page = client.post(address, typed, follow=True).content.decode()
    assert "The offer is entered." in page
    offer = SchoolOffer.objects.get()
    assert offer.area_label == "Early reading and phonics: phonics screening"
    assert offer.ends_on == council.terms["spring"].end
    assert offer.open_to_others
    assert "Visits on Tuesdays" in found(council, "odd")

    address = reverse("engagement:offer_withdraw", args=[offer.pk])
    assert "is no longer found by anybody" in client.get(address).content.decode()
    page = client.post(address, follow=True).content.decode()
    assert "is no longer offered" in page
    assert "Visits on Tuesdays" not in page
    assert "withdrawn already" in client.post(address, follow=True).content.decode()
    said = [event.sentence for event in Event.objects.about(offer)]
    assert len(said) == 2
    assert any("withdrew the offer of support to other schools" in one for one in said)


def test_an_offer_is_refused_without_an_area_and_after_its_end(
    client: Client, council: Council
) -> None:
    client.force_login(council.sam)
    address = reverse("engagement:offer_add", args=[council.hawthorn.pk])
    typed = {
        "text": "Visits",
        "term": council.terms["spring"].pk,
        "ends_on": "1/11/2025",
        "submit_token": str(uuid.uuid4()),
    }
    page = client.post(address, typed)
    assert page.status_code == 422
    assert "Choose an area, or name it in your own words" in page.content.decode()
    page = client.post(address, {**typed, "area_words": "Music"})
    assert page.status_code == 422
    assert "The last day of the offer has passed." in page.content.decode()
    page = client.post(
        address, {**typed, "area_words": "Music", "ends_on": "1/12/2025"}
    )
    assert "would end before its term begins" in page.content.decode()
    assert not SchoolOffer.objects.exists()


def test_an_offer_that_has_ended_is_found_no_longer(council: Council) -> None:
    over = offered(council, ends_on=date(2025, 11, 10))
    offer = make_offer(school=council.birch, offered=over, by=council.ola)
    assert "1 offer" in found(council, "sam")
    SchoolOffer.objects.update(ends_on=date(2025, 11, 9))
    assert "Nothing is offered at present." in found(council, "sam")
    withdraw_offer(offer=offer, by=council.ola)
    with pytest.raises(RuleBroken, match="withdrawn already"):
        withdraw_offer(offer=offer, by=council.ola)


def test_a_long_list_of_offers_has_pages_that_keep_the_order(
    council: Council, django_assert_max_num_queries: Any
) -> None:
    for number in range(25):
        words = {"area": None, "area_words": f"Area {number:02}"}
        own = offered(council, **words)
        make_offer(school=council.ash, offered=own, by=council.eva)
    client = Client()
    client.force_login(council.sam)
    # What a process remembers is asked for by its first page.
    client.get(reverse("engagement:offers"))
    with django_assert_max_num_queries(8):
        first = client.get(reverse("engagement:offers")).content.decode()
    assert "25 offers" in first
    assert "Area 19" in first
    assert "Area 20" not in first
    second = found(council, "sam", page=2)
    assert "Area 19" not in second
    assert "Area 24" in second

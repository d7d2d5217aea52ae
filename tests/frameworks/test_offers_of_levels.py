"""What the level brings a school, and the page on which the framework says how it
works."""

import pytest
from django.urls import reverse

from engagement.queries.tiers import tier_named, tiers_of
from engagement.services.decisions import approve
from tests.frameworks.fitting import viewed_fit
from tests.reports.pages import read, signed_in
from tests.universe import Council


def offered(council: Council) -> str:
    return reverse("engagement:tiers", args=[council.record().pk])


@pytest.mark.item("WIL-O-01", "WIL-O-07", "WIL-O-10", "DEC-13")
def test_the_level_says_which_offer_it_brings(wiltshire: Council) -> None:
    brings = {
        level.code: tier_named(wiltshire.framework, level.offer)
        for level in wiltshire.framework.levels.all()
    }
    assert brings == {
        "wil_secure_plus": "Universal Support",
        "wil_secure": "Universal Support",
        "wil_vulnerable": "Intensive Support",
        "wil_causing_concern": "Intensive Support",
    }
    targeted = tiers_of(wiltshire.framework, "universal")[1]
    assert (targeted.label, targeted.at_any_level) == ("Targeted Support", True)


@pytest.mark.item("WIL-O-01", "WIL-O-02", "WIL-O-03", "WIL-O-08", "WIL-O-09")
@pytest.mark.parametrize("name", ["helen", "cora", "gus", "sam", "hana", "theo"])
def test_everybody_who_reads_the_record_reads_what_the_school_is_offered(
    wiltshire: Council, name: str
) -> None:
    shown = read(wiltshire.user(name), offered(wiltshire))
    universal, targeted = shown.index("Universal Support"), shown.index("Targeted")
    assert universal < shown.index("Comes with the level") < targeted
    assert "“the equivalent of 3 whole days commissioned support from" in shown
    assert "“charged at a subsidised rate for maintained schools”" in shown


@pytest.mark.item("WIL-O-10")
def test_the_pages_of_a_level_lead_to_what_it_brings(wiltshire: Council) -> None:
    row = viewed_fit(wiltshire)
    approve(assignment=row, by=wiltshire.rita, effective_from=row.raised_at.date())
    record = f"{wiltshire.record().get_absolute_url()}?part=position"
    for address, words in (
        (row.get_absolute_url(), "Brings Intensive Support"),
        (record, "What the school is offered"),
        (wiltshire.hawthorn.get_absolute_url(), "What the level brings"),
    ):
        assert words in read(wiltshire.helen, address)
        page = signed_in(wiltshire.helen).get(address)
        assert offered(wiltshire) in page.content.decode()


@pytest.mark.item("WIL-P-01", "WIL-P-05", "WIL-P-47", "WIL-G-01", "WIL-G-03")
def test_the_framework_says_how_it_works_to_everybody_who_signs_in(
    wiltshire: Council,
) -> None:
    address = reverse("engagement:about", args=[wiltshire.framework.pk])
    for name in ("gus", "odd", "ada"):
        shown = read(wiltshire.user(name), address)
        assert "“to promote and support the continual improvement" in shown
        assert "“in other languages including BSL and formats such as" in shown
        assert "that “meets on a quarterly basis”" in shown
        assert "Intensive Support" in shown


@pytest.mark.item("WIL-P-23..WIL-P-37")
def test_a_school_can_hold_itself_against_the_list_and_nothing_is_kept(
    wiltshire: Council,
) -> None:
    address = reverse("engagement:about", args=[wiltshire.framework.pk])
    html = signed_in(wiltshire.helen).get(address).content.decode()
    for number in range(23, 38):
        assert f'id="check-WIL-P-{number}"' in html
    assert "Nobody sees what you tick, and it is not kept" in " ".join(html.split())


def test_suffolk_has_neither_page(council: Council) -> None:
    client = signed_in(council.sam)
    assert client.get(offered(council)).status_code == 404
    about = reverse("engagement:about", args=[council.framework.pk])
    assert client.get(about).status_code == 404

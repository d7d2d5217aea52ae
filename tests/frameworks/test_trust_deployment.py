"""What a phase allows of the trust's people, what a school has, and who gives capacity."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from engagement.models import Deployment
from engagement.services.deployments import Deployed, deploy, end_deployment
from engagement.services.offers import Offered, make_offer
from sitrack.core.rules import RuleBroken
from tests.frameworks.phasing import at_phase
from tests.frameworks.test_notes_elsewhere import visited
from tests.reports.pages import read, signed_in, words
from tests.universe import TODAY, Council


def page(council: Council) -> str:
    return read(council.rita, reverse("phase", args=[council.record().pk]))


def give(council: Council, share: str, **more: object) -> Deployment:
    facts: dict[str, object] = {"starts_on": TODAY, "over_reason": ""}
    deployed = Deployed(
        person=council.persons["sam"],
        share=Decimal(share),
        **{**facts, **more},  # type: ignore[arg-type]
    )
    return deploy(record=council.record(), deployed=deployed, by=council.rita)


@pytest.mark.item("TRU-P-01", "TRU-A-01")
def test_a_share_of_a_week_stands_against_what_the_phase_allows(
    trust: Council,
) -> None:
    at_phase(trust, "tru_stabilise", date(2025, 11, 3))
    said = "Flourishing School Partner deployed (0.2 0.4): 0.2 to 0.4 of a full week; "
    assert f"{said}0 given now. Less than that" in page(trust)
    give(trust, "0.2")
    shown = page(trust)
    assert f"{said}0.2 given now." in shown
    assert "Less than that" not in shown
    assert "Sam Rowe, 0.2 of a full week (1 day), from 10 November 2025" in shown


@pytest.mark.item("TRU-P-02", "TRU-A-18")
def test_more_than_the_phase_allows_needs_a_reason(trust: Council) -> None:
    give(trust, "0.1")
    with pytest.raises(RuleBroken, match="its phase allows"):
        give(trust, "0.15")
    give(trust, "0.15", over_reason="The headteacher is away until January.")
    shown = page(trust)
    assert "0.1 to 0.2 of a full week; 0.25 given now, over by 0.05." in shown
    assert "More than that" in shown
    for share in ("0", "1.5"):
        with pytest.raises(RuleBroken, match="between 0 and 1"):
            give(trust, share)


def test_a_deployment_ends_once_and_counts_no_more(trust: Council) -> None:
    given = give(trust, "0.2", starts_on=date(2025, 11, 3))
    with pytest.raises(RuleBroken, match="end before it begins"):
        end_deployment(deployment=given, day=date(2025, 11, 2), by=trust.rita)
    end_deployment(deployment=given, day=date(2025, 11, 7), by=trust.rita)
    with pytest.raises(RuleBroken, match="already"):
        end_deployment(deployment=given, day=TODAY, by=trust.rita)
    assert "0.1 to 0.2 of a full week; 0 given now." in page(trust)


@pytest.mark.item("TRU-P-03", "TRU-A-38", "CAD-22")
def test_in_improve_visits_of_the_half_term_are_counted(trust: Council) -> None:
    at_phase(trust, "tru_improve", date(2025, 9, 1))
    said = "Flourishing School Partner deployed x 2 per half term: 2 visits a half-term"
    assert f"{said}; 0 used, 2 left." in page(trust)
    visited(trust, "partner_visit")
    assert f"{said}; 1 used, 1 left." in page(trust)


@pytest.mark.item("DER-04", "TRU-P-03")
def test_the_same_meter_stands_where_time_is_read(trust: Council) -> None:
    at_phase(trust, "tru_improve", date(2025, 9, 1))
    visited(trust, "partner_visit")
    shown = read(trust.helen, reverse("hours", args=[trust.hawthorn.pk]))
    assert "2 visits a half-term; 1 used, 1 left." in shown
    at_phase(trust, "tru_repair", date(2025, 9, 1))
    give(trust, "0.1")
    shown = read(trust.helen, reverse("hours", args=[trust.hawthorn.pk]))
    assert "0.1 to 0.2 of a full week; 0.1 given now." in shown


def test_the_form_tells_what_is_wrong_in_words(trust: Council) -> None:
    address = reverse("engagement:deployment_add", args=[trust.record().pk])
    sent = {
        "person": str(trust.persons["sam"].pk),
        "share": "0.5",
        "starts_on": "10/11/2025",
    }
    answer = signed_in(trust.rita).post(address, sent)
    assert answer.status_code == 422
    assert "Say why more is given, or give less" in words(answer)
    sent["share"] = "0.2"
    assert signed_in(trust.rita).post(address, sent).status_code == 302
    given = Deployment.objects.get()
    end = reverse("engagement:deployment_end", args=[trust.record().pk, given.pk])
    assert signed_in(trust.rita).post(end, {"day": "12/12/2025"}).status_code == 302


@pytest.mark.item("TRU-R-08", "DER-18")
def test_a_taker_finds_support_and_a_giver_offers_it_without_a_word_of_phases(
    trust: Council,
) -> None:
    shown = page(trust)
    assert "Capacity taker Find support from other schools" in shown
    assert "Offer support to other schools" not in shown
    at_phase(trust, "tru_sustain", date(2025, 9, 1))
    shown = page(trust)
    assert "Capacity giver Offer support to other schools" in shown
    make_offer(
        school=trust.hawthorn,
        offered=Offered(
            area=trust.option("support_area", "champion_teachers"),
            area_words="",
            text="Two teachers of early reading",
            term=trust.terms["autumn"],
            open_to_others=True,
        ),
        by=trust.helen,
    )
    found = read(trust.odd, reverse("engagement:offers"))
    assert "Champion Teachers" in found
    assert "Phase" not in found
    assert "Sustain" not in found

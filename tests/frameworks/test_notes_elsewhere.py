"""Where a source prints no form of a visit, a plain one of ours serves."""

import pytest

from engagement.models import Obligation
from engagement.services.obligations import settle
from tests.frameworks.test_scotland_words import ENGLISH
from tests.reports.pages import get, read
from tests.universe import TODAY, Council
from visits.duties import given_by_visits
from visits.models import Visit
from visits.services.content import Present
from visits.services.notes import Note, start_and_share
from visits.services.replies import comment, finalise

LABELS = (
    "Visit type",
    "Focus of the visit",
    "What was seen and discussed, with the evidence",
    "For the next visit",
)


def visited(council: Council, kind: str) -> Visit:
    """A visit that the officer wrote up and the school had nothing to say to."""
    note = Note(
        date=TODAY,
        visit_type=council.option("visit_type", kind),
        mode=council.option("visit_mode", "in_school"),
        minutes=60,
        present=(Present("Helen Marsh", "Headteacher", council.persons["helen"]),),
        texts={"focus": "Reading.", "summary": "Pupils read every day."},
        steps=(council.step("Open the library on Saturdays"),),
    )
    visit = start_and_share(
        record=council.record(), note=note, lead=council.persons["sam"], by=council.sam
    )
    comment(visit=visit, text="", by=council.helen)
    visit.refresh_from_db()
    return finalise(visit=visit, expected_version=visit.version, by=council.sam)


def holds_the_form(council: Council) -> bool:
    """Whether the officer of Hawthorn finds it where visits are logged."""
    form = read(council.sam, f"/schools/{council.hawthorn.pk}/visits/new/")
    return "Note of a visit" in form and all(label in form for label in LABELS)


def test_an_officer_in_scotland_finds_a_form_to_write_on(scotland: Council) -> None:
    assert holds_the_form(scotland)


def test_a_partner_of_the_trust_finds_a_form_to_write_on(trust: Council) -> None:
    assert holds_the_form(trust)


@pytest.mark.item("SCO-15", "CAD-24")
def test_a_link_officers_visit_is_read_printed_and_meets_its_duty(
    scotland: Council,
) -> None:
    visit = visited(scotland, "officer_visit")
    text = read(scotland.helen, visit.get_absolute_url())
    assert (
        "What was seen and discussed, with the evidence Pupils read every day" in text
    )
    assert not ENGLISH.findall(text)
    answer = get(scotland.helen, f"/documents/visit/{visit.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"
    keys = [scotland.hawthorn.pk]
    settle(schools=keys, day=TODAY, given=given_by_visits(keys, TODAY))
    asked = Obligation.objects.filter(school=keys[0], activity="officer_visit")
    assert asked.get(term=visit.term).met_on == TODAY


def test_a_partners_visit_to_a_school_of_the_trust_is_read_and_printed(
    trust: Council,
) -> None:
    visit = visited(trust, "partner_visit")
    assert "Open the library on Saturdays" in read(
        trust.helen, visit.get_absolute_url()
    )
    answer = get(trust.helen, f"/documents/visit/{visit.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf"

"""The front page: people confirmed once a year, what is missing, the adviser's name."""

import uuid

import pytest
from django.urls import reverse

from engagement.forms.sections import HeaderForm
from engagement.models import SchoolYearRecord, Side, View
from engagement.services.decisions import approve
from engagement.services.proposals import Proposal, draft_level, give_view, propose
from engagement.services.records import change_header
from tests.pdf import text_of
from tests.reports.acts import give
from tests.reports.pages import get, links, read, signed_in, words
from tests.reports.printing import printed
from tests.universe import TODAY, Council

PRESS = "These contacts are right"


def front(council: Council, name: str) -> str:
    return read(council.user(name), f"{council.record().get_absolute_url()}?part=front")


def press(council: Council, name: str) -> str:
    path = reverse("engagement:contacts_confirm", args=[council.record().pk])
    token = {"submit_token": str(uuid.uuid4())}
    return words(signed_in(council.user(name)).post(path, token, follow=True))


@pytest.mark.item("SUF-R-03..SUF-R-06")
def test_the_contacts_are_confirmed_once_a_year(council: Council) -> None:
    version = council.record().version
    assert PRESS in front(council, "helen")
    assert PRESS not in front(council, "gus")
    assert "The contacts are confirmed." in press(council, "helen")
    said = "Helen Marsh confirmed the contacts on 10 November 2025."
    for name in ("helen", "sam", "gus"):
        shown = front(council, name)
        assert said in shown
        assert PRESS not in shown
    assert council.record().version == version
    on_paper = text_of(printed(council))
    assert "Contacts confirmed by Helen Marsh on 10 November 2025" in on_paper
    assert "Headteacher and email Helen Marsh, helen@council.example" in on_paper
    told = read(council.sam, f"{council.record().get_absolute_url()}?part=history")
    assert "Helen Marsh said that the contacts on the front page are right" in told
    assert SchoolYearRecord.objects.exclude(contacts_confirmed_by=None).count() == 1


@pytest.mark.item("DER-17")
def test_what_is_missing_is_listed_with_the_way_to_it(council: Council) -> None:
    shown = front(council, "sam")
    lacking = [
        "Name of external adviser used for Headteacher Performance Management",
        "Engaged in the Suffolk Learning and Improvement Network (SLIN) peer review",
        "School’s vision",
        "Nobody has confirmed the contacts this year",
        "The school’s view of the trajectory, Autumn",
        "The LA view of the trajectory, Autumn",
        "The trajectory for assessments, Autumn",
    ]
    assert f"Still missing in this record {' '.join(lacking)} School Haw" in shown
    path = f"{council.record().get_absolute_url()}?part=front"
    pk, term = council.record().pk, council.terms["autumn"].pk
    ways = [
        reverse("engagement:record_header", args=[pk]),
        reverse("engagement:trajectory", args=[pk, term]),
        reverse("engagement:assessments", args=[pk, term]),
    ]
    assert set(ways) <= set(links(get(council.helen, path)))
    assert ways[2] not in links(get(council.rita, path))
    assert "Still missing" not in front(council, "gus")
    give(council, "school", "good", council.helen)
    give(council, "la", "good", council.sam, draft=True)
    press(council, "sam")
    shown = front(council, "helen")
    assert "The school’s view of the trajectory, Autumn" not in shown
    assert "The LA view of the trajectory, Autumn" in shown
    assert "Nobody has confirmed" not in shown


@pytest.mark.item("ACC-094", "CONF-08", "SUF-R-09")
def test_of_performance_management_the_advisers_name_is_all_there_is(
    council: Council,
) -> None:
    """At the 24-hour level an officer of the LA is named like anybody else."""
    drafted = draft_level(
        record=council.record(),
        proposal=Proposal(council.level("suf_24"), TODAY, (), rationale="They fell."),
        side=Side.LA,
        by=council.sam,
    )
    propose(assignment=drafted, by=council.sam)
    give_view(assignment=drafted, view=View.AGREES, by=council.helen)
    approve(assignment=drafted, by=council.rita)
    form = reverse("engagement:record_header", args=[council.record().pk])
    hint = (
        "The name alone is kept: nothing of the performance management itself."
        " At the 24-hour level an officer of the LA may be the adviser."
    )
    assert hint in read(council.helen, form)
    change_header(
        record=council.record(),
        expected_version=council.record().version,
        vision="",
        adviser="Ola Brandt",
        peer_review=None,
        peer_review_note="",
        by=council.helen,
    )
    label = "Name of external adviser used for Headteacher Performance Management"
    assert f"{label} Ola Brandt" in front(council, "sam")
    assert f"{label} Ola Brandt" in text_of(printed(council))
    names = {"adviser", "peer_review", "peer_review_note", "vision", "version"}
    assert set(HeaderForm.base_fields) == names

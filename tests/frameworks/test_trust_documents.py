"""Documents that the schools of a trust keep: their kinds, and what was shared of them."""

import pytest
from django.urls import reverse

from engagement.definitions import Definition
from schools.models import School
from sitrack.core.submissions import new_token
from tests.building import definition
from tests.frameworks.phasing import at_phase
from tests.reports.pages import get, queries_of, read, signed_in, words
from tests.universe import TODAY, Council
from visits.models import Visit, VisitDocument
from visits.services.content import Present
from visits.services.notes import Note, start_and_share

LINK = "https://hawthorn.example/plan"


@pytest.fixture(scope="module")
def whole() -> Definition:
    return definition("trust")[0]


def phase(council: Council) -> str:
    return reverse("phase", args=[council.record().pk])


def shared(council: Council) -> Visit:
    """A visit to Hawthorn that its leaders read and have still to answer."""
    note = Note(
        date=TODAY,
        visit_type=council.option("visit_type", "partner_visit"),
        mode=council.option("visit_mode", "in_school"),
        minutes=60,
        present=(Present("Helen Marsh", "Headteacher", council.persons["helen"]),),
        texts={"focus": "Reading.", "summary": "Pupils read every day."},
    )
    return start_and_share(
        record=council.record(), note=note, lead=council.persons["sam"], by=council.sam
    )


def add(council: Council, **sent: str) -> VisitDocument:
    """Helen adds a document to a visit on its page, and shares it where she says so."""
    visit = shared(council)
    facts = {"submit_token": new_token(), "title": "Our plan for 2026", "link": LINK}
    address = reverse("visits:document_add", args=[visit.pk])
    answer = signed_in(council.helen).post(address, {**facts, **sent})
    assert answer.status_code == 302
    found: VisitDocument = VisitDocument.objects.latest("pk")
    return found


@pytest.mark.item("TRU-D-01..TRU-D-06", "TRU-D-08")
def test_the_definition_names_the_documents_as_the_source_does(
    whole: Definition,
) -> None:
    assert whole.documents is not None
    assert {one.code: one.label for one in whole.documents.groups} == {
        "TRU-D-01": "Academy Improvement Plan and Self Evaluation Statement (SES)",
        "TRU-D-02": "Safeguarding Action Plan",
        "TRU-D-03": "SEND Action Plan",
        "TRU-D-04": "Core-offer implementation plans (early reading, core, non-core)",
        "TRU-D-05": "Audit reports: safeguarding, SEND; “Attendance Annex 4”",
        "TRU-D-06": (
            "Health check, external review, development-day notes, learning-walk notes"
        ),
        "TRU-D-08": "Trust Anthology / Learning Locker (practice sharing)",
    }
    assert [one.label for one in whole.documents.kinds()] == [
        *("Academy Improvement Plan", "Self Evaluation Statement (SES)"),
        *("Safeguarding Action Plan", "SEND Action Plan"),
        "Core-offer implementation plan: early reading",
        "Core-offer implementation plan: core",
        "Core-offer implementation plan: non-core",
        *("Audit report: safeguarding", "Audit report: SEND", "Attendance Annex 4"),
        *("Health check", "External review"),
        *("Development-day notes", "Learning-walk notes"),
        "Trust Anthology / Learning Locker (practice sharing)",
    ]


@pytest.mark.item("TRU-D-01", "TRU-D-02", "TRU-D-05", "TRU-D-06")
def test_what_the_school_shares_of_a_kind_stands_in_the_list_of_its_phase(
    trust: Council,
) -> None:
    before = read(trust.sam, phase(trust))
    assert "Documents that the school keeps" in before
    assert "Academy Improvement Plan Not shared yet" in before
    assert "Attendance Annex 4 Not shared yet" in before
    added = add(trust, kind="TRU-D-01a", share="on")
    assert (added.kind, added.kind_name) == ("TRU-D-01a", "Academy Improvement Plan")
    shown = read(trust.sam, phase(trust))
    assert "Academy Improvement Plan Our plan for 2026 , 10 November 2025" in shown
    assert "Self Evaluation Statement (SES) Not shared yet" in shown
    assert "Academy Improvement Plan" in read(trust.sam, added.visit.get_absolute_url())
    assert "Kind of document Academy Improvement Plan" in read(
        trust.sam, added.get_absolute_url()
    )


def test_what_is_not_shared_is_told_to_nobody(trust: Council) -> None:
    add(trust, kind="TRU-D-02")
    for reader in (trust.sam, trust.rita, trust.theo):
        assert "Our plan for 2026" not in read(reader, phase(trust))
    assert "Safeguarding Action Plan Not shared yet" in read(trust.helen, phase(trust))


@pytest.mark.item("TRU-D-08")
def test_practice_sharing_is_a_mark_that_no_school_lacks(trust: Council) -> None:
    assert "Trust Anthology" not in read(trust.sam, phase(trust))
    add(trust, kind="TRU-D-08", share="on")
    shown = read(trust.sam, phase(trust))
    assert "(practice sharing) Our plan for 2026 , 10 November 2025" in shown


def test_the_last_of_a_kind_stands_in_the_list(trust: Council) -> None:
    add(trust, kind="TRU-D-03", share="on")
    add(trust, kind="TRU-D-03", share="on", title="SEND plan, revised")
    shown = read(trust.sam, phase(trust))
    assert "SEND Action Plan SEND plan, revised , 10 November 2025" in shown
    assert "Our plan for 2026" not in shown


def test_a_kind_that_the_trust_has_not_is_refused(trust: Council) -> None:
    visit = shared(trust)
    address = reverse("visits:document_add", args=[visit.pk])
    facts = {"submit_token": new_token(), "title": "Plan", "link": LINK}
    answer = signed_in(trust.helen).post(address, {**facts, "kind": "TRU-D-99"})
    assert answer.status_code == 422
    assert "Choose one of the options in the list" in words(answer)
    assert not VisitDocument.objects.exists()


def test_elsewhere_nobody_is_asked_for_a_kind(council: Council) -> None:
    visit = council.shared_visit()
    shown = read(council.helen, reverse("visits:document_add", args=[visit.pk]))
    assert "What kind of document" not in shown


def test_the_list_takes_one_query(trust: Council) -> None:
    add(trust, kind="TRU-D-02", share="on")
    before = queries_of(trust.sam, phase(trust))
    for code in ("TRU-D-01a", "TRU-D-04b", "TRU-D-06c"):
        add(trust, kind=code, share="on")
    assert queries_of(trust.sam, phase(trust)) == before


@pytest.mark.item("TRU-R-05", "TRU-R-07")
def test_a_board_and_the_diocese_take_part_without_a_sign_in(
    trust: Council, whole: Definition
) -> None:
    assert whole.outside is not None
    assert [(one.code, one.label) for one in whole.outside.bodies] == [
        ("TRU-R-05", "Rapid School Improvement Board"),
        ("TRU-R-07", "Diocese"),
    ]
    at_phase(trust, "tru_stabilise", TODAY)
    School.objects.filter(pk=trust.hawthorn.pk).update(
        religious_character="Church of England"
    )
    address = reverse("engagement:occasion_hold", args=[trust.record().pk])
    sent = {
        "code": "TRU-Q-05",
        "held_on": "10/11/2025",
        "outcome": "Attendance first",
        "taking_part": ["TRU-R-05", "TRU-R-07"],
    }
    answer = signed_in(trust.sam).post(address, sent, follow=True)
    assert (
        "Rapid Improvement Board 10 November 2025 Held Attendance first · with Rapid"
        " School Improvement Board, Diocese" in words(answer)
    )


@pytest.mark.item("TRU-R-07")
def test_the_diocese_takes_part_at_church_schools_alone(trust: Council) -> None:
    address = reverse("engagement:occasion_hold", args=[trust.record().pk])
    shown = read(trust.sam, address)
    assert "Rapid School Improvement Board" in shown
    assert "Diocese" not in shown
    sent = {"code": "TRU-Q-08", "held_on": "10/11/2025", "taking_part": ["TRU-R-07"]}
    assert signed_in(trust.sam).post(address, sent).status_code == 422
    assert get(trust.sam, address).status_code == 200

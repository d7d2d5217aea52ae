"""Documents that the school's leaders choose to share (SUF-R-36)."""

import pytest

from sitrack.core.models import Audience, Event
from sitrack.core.rules import RuleBroken
from tests.universe import Council
from visits.models import Visit, VisitDocument
from visits.services import documents, replies

LINK = "https://hawthorn.example/phonics"


def finalise(council: Council, visit: Visit) -> Visit:
    return replies.finalise(visit=visit, expected_version=visit.version, by=council.sam)


def two_documents(
    council: Council, visit: Visit
) -> tuple[VisitDocument, VisitDocument]:
    """Two documents that Hawthorn offers, the first of them with consent."""
    shared, kept = (
        documents.add_document(visit=visit, title=title, link=LINK, by=council.helen)
        for title in ("Phonics plan", "Staffing plan")
    )
    documents.consent(document=shared, by=council.helen)
    return shared, kept


@pytest.mark.item("SUF-R-36", "CONF-06", "INV-10")
def test_acc_019_documents_appear_only_with_consent(council: Council) -> None:
    visit = council.shared_visit()
    shared, kept = two_documents(council, visit)
    for reader in (council.sam, council.rita, council.hana):
        assert list(VisitDocument.objects.visible_to(reader)) == [shared]
    assert set(VisitDocument.objects.visible_to(council.helen)) == {shared, kept}
    assert not VisitDocument.objects.visible_to(council.odd).exists()


@pytest.mark.item("CONF-06")
def test_no_event_tells_the_authority_a_document_by_its_title(
    council: Council,
) -> None:
    two_documents(council, council.shared_visit())
    told = Event.objects.filter(verb__startswith="document.")
    assert {event.audience for event in told} == {Audience.SCHOOL}
    assert "Staffing plan" in told.get(data__title="Staffing plan").sentence


@pytest.mark.item("INV-10")
def test_consent_can_be_taken_back_until_the_visit_is_final(council: Council) -> None:
    visit = council.shared_visit()
    shared, _ = two_documents(council, visit)
    documents.withdraw_document(document=shared, by=council.helen)
    assert not VisitDocument.objects.visible_to(council.sam).exists()
    documents.consent(document=shared, by=council.helen)
    finalise(council, visit)
    shared.visit.refresh_from_db()
    with pytest.raises(RuleBroken, match="is final"):
        documents.withdraw_document(document=shared, by=council.helen)
    assert VisitDocument.objects.visible_to(council.sam).get() == shared


@pytest.mark.item("CONF-06")
def test_governors_see_a_document_once_the_visit_is_final(council: Council) -> None:
    visit = council.shared_visit()
    shared, _ = two_documents(council, visit)
    assert not VisitDocument.objects.visible_to(council.gus).exists()
    finalise(council, visit)
    assert VisitDocument.objects.visible_to(council.gus).get() == shared

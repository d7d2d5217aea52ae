"""Documents that the school's leaders choose to share (SUF-R-36)."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from sitrack.core.files.refusal import FileRefused
from sitrack.core.models import Audience, Event, Notification, User
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.samples import PDF
from tests.threads import at_once
from tests.universe import Council, read_council
from visits.models import DocumentRequest, Visit, VisitDocument
from visits.services import documents, replies
from visits.services.document_requests import ask_for_document, decline_request

Service = Callable[..., VisitDocument]
LINK = "https://hawthorn.example/phonics"


def finalise(council: Council, visit: Visit) -> Visit:
    return replies.finalise(
        visit=visit,
        expected_version=visit.version,
        reason="Hawthorn has nobody to answer this week",
        by=council.sam,
    )


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


def file_of(council: Council, visit: Visit, content: bytes = PDF) -> VisitDocument:
    file = ContentFile(content, name="plan.pdf")
    added = documents.add_document(
        visit=visit, title="Phonics plan", file=file, by=council.helen
    )
    sweep()
    return added


@pytest.mark.item("SUF-R-36", "CONF-06", "INV-10")
def test_acc_019_documents_appear_only_with_consent(council: Council) -> None:
    visit = council.shared_visit()
    shared, kept = two_documents(council, visit)
    for reader in (council.sam, council.rita, council.hana):
        assert list(VisitDocument.objects.visible_to(reader)) == [shared]
    assert set(VisitDocument.objects.visible_to(council.helen)) == {shared, kept}
    for stranger in (council.odd, council.ada, council.theo):
        assert not VisitDocument.objects.visible_to(stranger).exists()


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
    shared, kept = two_documents(council, visit)
    documents.withdraw_document(document=shared, by=council.helen)
    assert not VisitDocument.objects.visible_to(council.sam).exists()
    assert set(VisitDocument.objects.visible_to(council.dev)) == {shared, kept}
    documents.consent(document=shared, by=council.helen)
    finalise(council, visit)
    with pytest.raises(RuleBroken, match="is final"):
        documents.withdraw_document(document=shared, by=council.helen)
    with pytest.raises(RuleBroken, match="is final"):
        documents.consent(document=kept, by=council.helen)
    assert VisitDocument.objects.visible_to(council.sam).get() == shared


@pytest.mark.item("CONF-06")
def test_of_the_governors_the_chair_sees_a_document_once_the_visit_is_final(
    council: Council,
) -> None:
    visit = council.shared_visit()
    shared, _ = two_documents(council, visit)
    assert not VisitDocument.objects.visible_to(council.cora).exists()
    finalise(council, visit)
    assert VisitDocument.objects.visible_to(council.cora).get() == shared
    for governor in (council.gus, council.sena):
        assert not VisitDocument.objects.visible_to(governor).exists()


def test_the_second_of_two_leaders_is_told_politely(council: Council) -> None:
    shared, kept = two_documents(council, council.shared_visit())
    with pytest.raises(RuleBroken, match="shared already"):
        documents.consent(document=shared, by=council.dev)
    documents.withdraw_document(document=shared, by=council.helen)
    with pytest.raises(RuleBroken, match="is not shared"):
        documents.withdraw_document(document=shared, by=council.dev)
    documents.remove_document(document=kept, by=council.dev)
    with pytest.raises(RuleBroken, match="has been removed"):
        documents.consent(document=kept, by=council.helen)
    with pytest.raises(RuleBroken, match="removed already"):
        documents.remove_document(document=kept, by=council.helen)


def test_what_was_never_shared_can_be_removed_with_its_bytes(
    council: Council, django_capture_on_commit_callbacks: object
) -> None:
    added = file_of(council, council.shared_visit())
    assert added.file
    place = Path(added.file.content.path)
    assert place.read_bytes() == PDF
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        documents.remove_document(document=added, by=council.helen)
    assert not place.exists()
    assert not VisitDocument.objects.visible_to(council.helen).exists()
    row = VisitDocument.objects.get(pk=added.pk)
    assert (row.title, row.removed_by) == ("Phonics plan", council.helen)
    told = Event.objects.get(verb="document.removed")
    assert told.audience == Audience.SCHOOL


def test_what_was_shared_once_is_not_removed(council: Council) -> None:
    shared, _ = two_documents(council, council.shared_visit())
    documents.withdraw_document(document=shared, by=council.helen)
    with pytest.raises(RuleBroken, match="cannot be removed"):
        documents.remove_document(document=shared, by=council.helen)


def test_a_document_is_a_link_or_a_file(council: Council) -> None:
    visit = council.shared_visit()
    file = ContentFile(PDF, name="plan.pdf")
    for link, given in (("", None), (LINK, file)):
        with pytest.raises(RuleBroken, match="Choose a file or enter a link"):
            documents.add_document(
                visit=visit, title="Plan", link=link, file=given, by=council.helen
            )
    with pytest.raises(FileRefused, match="is a PDF, but"):
        file_of(council, visit, b"MZ")
    assert not VisitDocument.objects.exists()
    shared, _ = two_documents(council, visit)
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitDocument.objects.filter(pk=shared.pk).update(link="")


@pytest.mark.item("DEC-10")
def test_an_officer_asks_and_the_school_chooses(council: Council) -> None:
    visit = council.shared_visit()
    asked = ask_for_document(visit=visit, what="SEF", by=council.sam)
    told = Notification.objects.filter(key__startswith="document-request")
    assert {one.recipient for one in told} == {council.helen, council.dev}
    assert "SEF" not in told[0].title
    added = documents.add_document(
        visit=visit, title="Our SEF", link=LINK, asked=asked, by=council.helen
    )
    asked.refresh_from_db()
    assert (asked.is_open, asked.is_met) == (False, False)
    assert not told.filter(recipient=council.sam).exists()
    documents.consent(document=added, by=council.helen)
    assert DocumentRequest.objects.get().is_met
    assert told.filter(recipient=council.sam).count() == 1


@pytest.mark.item("DEC-10")
def test_the_school_may_say_no_once(council: Council) -> None:
    asked = ask_for_document(visit=council.shared_visit(), what="SEF", by=council.sam)
    decline_request(asked=asked, by=council.dev)
    with pytest.raises(RuleBroken, match="answered already"):
        decline_request(asked=asked, by=council.helen)
    told = Notification.objects.filter(recipient=council.sam)
    assert told.filter(title__startswith="Your request for a document").count() == 1


def test_a_request_is_open_again_when_its_document_was_removed(
    council: Council,
) -> None:
    visit = council.shared_visit()
    asked = ask_for_document(visit=visit, what="SEF", by=council.sam)
    added = documents.add_document(
        visit=visit, title="SEF", link=LINK, asked=asked, by=council.helen
    )
    documents.remove_document(document=added, by=council.helen)
    assert DocumentRequest.objects.get().is_open


def test_nothing_is_asked_where_the_school_cannot_see_it(council: Council) -> None:
    with pytest.raises(RuleBroken, match="cannot see this visit yet"):
        ask_for_document(visit=council.draft_visit(), what="SEF", by=council.sam)
    with pytest.raises(RuleBroken, match="is final"):
        ask_for_document(visit=council.final_visit(), what="SEF", by=council.sam)


def test_two_leaders_at_once_share_and_withdraw_once(
    transactional_db: None, clock: object
) -> None:
    with transaction.atomic():
        council = read_council()
        _, kept = two_documents(council, council.shared_visit())
    for service, verb in (
        (documents.consent, "document.consented"),
        (documents.withdraw_document, "document.withdrawn"),
    ):
        before = Event.objects.filter(verb=verb).count()

        def act(by: User, service: Service = service) -> bool:
            try:
                service(document=VisitDocument.objects.get(pk=kept.pk), by=by)
            except RuleBroken:
                return False
            return True

        done = at_once(partial(act, council.helen), partial(act, council.dev))
        assert sorted(done) == [False, True]
        assert Event.objects.filter(verb=verb).count() == before + 1

"""The pages of documents: adding, reading, asking, and what a hostile file meets."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sitrack.core.models import Event, StoredFile
from sitrack.core.submissions import new_token
from sitrack.core.sweep import sweep
from tests.samples import PDF, bomb, office
from tests.scanner import TEST_VIRUS
from tests.universe import Council
from visits.models import DocumentRequest, Visit, VisitDocument
from visits.services import documents
from visits.services.document_requests import ask_for_document

MEGABYTE = 1024 * 1024
HOSTILE = {
    "a macro file": ("plan.docm", office(), "This kind of file cannot be added"),
    "a macro file renamed": (
        "plan.docx",
        office(more={"word/vbaProject.bin": b"x"}),
        "holds macros",
    ),
    "a renamed program": ("plan.pdf", b"MZ\x90", "what is inside is not"),
    "an empty file": ("plan.pdf", b"", "The file is empty"),
    "a name that climbs": ("../../x", PDF, "This kind of file cannot be added"),
    "26 MB": ("plan.pdf", PDF + bytes(25 * MEGABYTE), "The file is 26 MB"),
}


@pytest.fixture
def visit(council: Council) -> Visit:
    return council.shared_visit()


@pytest.fixture
def helen(council: Council, client: Client) -> Client:
    client.force_login(council.helen)
    return client


def sent(name: str = "plan.pdf", content: bytes = PDF, **more: str) -> dict[str, Any]:
    return {
        "submit_token": new_token(),
        "title": "Phonics plan",
        "file": SimpleUploadedFile(name, content),
        **more,
    }


def add(visit: Visit) -> str:
    return reverse("visits:document_add", args=[visit.pk])


def read(document: VisitDocument) -> str:
    return reverse("visits:document_download", args=[document.pk])


def shared_file(council: Council, visit: Visit, content: bytes = PDF) -> VisitDocument:
    added = documents.add_document(
        visit=visit,
        title="Phonics plan",
        file=SimpleUploadedFile("plan.pdf", content),
        by=council.helen,
    )
    added = documents.consent(document=added, by=council.helen)
    sweep()
    return added


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_beside_its_box_and_the_words_stay(
    helen: Client, visit: Visit, case: str
) -> None:
    name, content, words = HOSTILE[case]
    response = helen.post(add(visit), sent(name, content))
    assert response.status_code == 422
    assert words in response.context["form"].errors["file"][0]
    assert 'value="Phonics plan"' in response.content.decode()
    assert not StoredFile.objects.exists()


def test_a_bomb_is_refused(helen: Client, visit: Visit) -> None:
    response = helen.post(add(visit), sent("plan.docx", bomb()))
    assert "more than 200 MB" in response.context["form"].errors["file"][0]


def test_one_of_a_file_and_a_link_is_wanted(helen: Client, visit: Visit) -> None:
    nothing = {"submit_token": new_token(), "title": "Plan"}
    errors = helen.post(add(visit), nothing).context["form"].errors
    assert errors == {"file": ["Choose a file or enter a link"]}
    both = helen.post(add(visit), sent(link="https://a.example/"))
    assert both.context["form"].errors == {"link": ["Give a file or a link, not both"]}


def test_a_sound_file_is_asked_for_again_where_something_else_is_wrong(
    helen: Client, visit: Visit
) -> None:
    response = helen.post(add(visit), sent(title=""))
    assert "Choose the file again" in response.content.decode()


def test_two_clicks_add_one_document(helen: Client, visit: Visit) -> None:
    form = sent()
    for _ in range(2):
        form["file"].seek(0)
        assert helen.post(add(visit), form).status_code == 302
    assert StoredFile.objects.count() == VisitDocument.objects.count() == 1


@pytest.mark.item("CONF-06")
def test_a_download_is_handed_out_as_nothing_that_runs_and_is_told_to_the_school(
    council: Council, helen: Client, visit: Visit
) -> None:
    added = shared_file(council, visit)
    sam = Client()
    sam.force_login(council.sam)
    page = sam.get(added.get_absolute_url()).content.decode()
    assert "Not scanned for viruses." in page
    assert "nobody has checked this file" in page
    response = sam.get(read(added))
    assert response.getvalue() == PDF
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''plan.pdf"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    opened = Event.objects.get(verb="document.opened")
    assert (opened.actor_name, opened.audience) == ("Sam Rowe", "school")
    assert "Sam Rowe" in helen.get(added.get_absolute_url()).content.decode()
    assert "Who has opened it" not in page


@pytest.mark.item("INV-10")
def test_what_was_withdrawn_is_served_to_nobody_but_the_school(
    council: Council, helen: Client, visit: Visit
) -> None:
    added = shared_file(council, visit)
    documents.withdraw_document(document=added, by=council.helen)
    sam = Client()
    sam.force_login(council.sam)
    for address in (added.get_absolute_url(), read(added)):
        assert sam.get(address).status_code == 404
    assert helen.get(read(added)).getvalue() == PDF


@pytest.mark.parametrize("state", ["scanner", "scanner_down"])
def test_an_infected_file_is_downloaded_by_nobody(
    council: Council,
    helen: Client,
    visit: Visit,
    state: str,
    request: pytest.FixtureRequest,
) -> None:
    request.getfixturevalue(state)
    added = shared_file(council, visit, PDF + TEST_VIRUS)
    sam = Client()
    sam.force_login(council.sam)
    for reader in (sam, helen):
        response = reader.get(read(added))
        assert (response.status_code, response["Location"]) == (
            302,
            added.get_absolute_url(),
        )
        page = reader.get(added.get_absolute_url()).content.decode()
        assert "Download" not in page
        assert ("A virus was found" in page) is (state == "scanner")
        assert ("Being checked" in page) is (state == "scanner_down")
    assert not Event.objects.filter(verb="document.opened").exists()


@pytest.mark.item("DEC-10")
def test_an_officer_asks_on_the_page_and_learns_only_what_is_shared(
    council: Council, helen: Client, visit: Visit
) -> None:
    sam = Client()
    sam.force_login(council.sam)
    form = {"submit_token": new_token(), "what": "School development plan"}
    for _ in range(2):
        sam.post(reverse("visits:document_ask", args=[visit.pk]), form)
    asked = DocumentRequest.objects.get()
    seen = helen.get(visit.get_absolute_url()).content.decode()
    assert "Sam Rowe asks for: <strong>School development plan" in seen
    answer = reverse("visits:document_request_add", args=[asked.pk])
    assert 'value="School development plan"' in helen.get(answer).content.decode()
    assert helen.post(answer, sent()).status_code == 302
    assert "asks for" not in helen.get(visit.get_absolute_url()).content.decode()
    waiting = sam.get(visit.get_absolute_url()).content.decode()
    assert "waiting for the school" in waiting
    assert "Phonics plan" not in waiting
    documents.consent(document=VisitDocument.objects.get(), by=council.helen)
    shared = sam.get(visit.get_absolute_url()).content.decode()
    assert "Phonics plan" in shared
    assert "waiting for the school" not in shared


@pytest.mark.item("DEC-10")
def test_the_school_says_no_on_the_page(
    council: Council, helen: Client, visit: Visit
) -> None:
    asked = ask_for_document(visit=visit, what="Pay policy", by=council.sam)
    helen.post(reverse("visits:document_request_decline", args=[asked.pk]))
    sam = Client()
    sam.force_login(council.sam)
    assert "the school said no" in sam.get(visit.get_absolute_url()).content.decode()


def test_a_document_that_was_never_shared_is_removed_after_a_last_look(
    council: Council, helen: Client, visit: Visit
) -> None:
    helen.post(add(visit), sent())
    added = VisitDocument.objects.get()
    remove = reverse("visits:document_remove", args=[added.pk])
    assert "cannot be brought back" in helen.get(remove).content.decode()
    assert helen.post(remove)["Location"] == visit.get_absolute_url()
    assert helen.get(added.get_absolute_url()).status_code == 404

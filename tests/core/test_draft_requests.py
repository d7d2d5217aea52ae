"""What pages send while somebody types: kept, refused in words, never redirected."""

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sitrack.core.drafts import services, views
from sitrack.core.drafts.keys import key_of, owner_of
from sitrack.core.models import Draft, User
from tests.universe import Council

PAGE = uuid.UUID(int=101)


@pytest.fixture
def sam(council: Council) -> Client:
    client = Client()
    client.force_login(council.sam)
    return client


def send(client: Client, user: User, **changes: Any) -> Any:
    """Send a draft of Sam's as a page does."""
    draft = {
        "owner": owner_of(user),
        "form": "/visits/12/edit/",
        "page": str(PAGE),
        "sequence": 5,
        "fields": {"summary": ["Pupils read"]},
        "holds": [],
    }
    body = json.dumps({**draft, **changes})
    return client.post(reverse("drafts:keep"), body, content_type="application/json")


def test_a_draft_is_kept_and_the_answer_says_when(
    sam: Client, council: Council
) -> None:
    answer = send(sam, council.sam)
    draft = Draft.objects.get()
    assert answer.json() == {
        "kept": True,
        "sequence": 5,
        "when": "at 10am",
        "restore": f"/visits/12/edit/?draft={draft.pk}",
        "discard": f"/drafts/{draft.pk}/discard/",
    }
    assert draft.fields == {"summary": ["Pupils read"]}


def test_an_older_one_is_told_what_is_kept(sam: Client, council: Council) -> None:
    send(sam, council.sam, sequence=7)
    answer = send(sam, council.sam, sequence=6, fields={"summary": ["Pupils"]})
    assert (answer.json()["kept"], answer.json()["sequence"]) == (False, 7)
    assert Draft.objects.get().fields == {"summary": ["Pupils read"]}


def test_a_page_as_it_was_opened_keeps_nothing(sam: Client, council: Council) -> None:
    send(sam, council.sam)
    assert send(sam, council.sam, sequence=6, fields={}).json()["kept"] is False
    assert Draft.objects.get().spent


@pytest.mark.parametrize("name", ["keep", "key"])
def test_who_is_signed_out_is_told_and_not_sent_elsewhere(
    council: Council, name: str
) -> None:
    client = Client()
    address = reverse(f"drafts:{name}")
    answer = send(client, council.sam) if name == "keep" else client.get(address)
    assert answer.status_code == 401
    assert answer.json() == {"problem": "You have been signed out."}
    assert not Draft.objects.exists()


def test_another_persons_words_are_not_taken(sam: Client, council: Council) -> None:
    answer = send(sam, council.rita)
    assert answer.status_code == 401
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"form": "https://elsewhere.example/"},
        {"form": "//elsewhere.example/"},
        {"form": "/\\elsewhere.example/"},
        {"form": "/visits/?draft=1"},
        {"form": "/" + "x" * 200},
        {"form": 12},
        {"page": "x"},
        {"page": None},
        {"sequence": 0},
        {"sequence": True},
        {"sequence": 2**53},
        {"sequence": "5"},
        {"fields": ["summary"]},
        {"fields": {"summary": "Pupils read"}},
        {"fields": {"summary": [None]}},
        {"fields": {f"f{number}": ["x"] for number in range(2_001)}},
        {"holds": 5},
        {"holds": [5]},
    ],
)
def test_what_is_no_draft_is_refused(
    sam: Client, council: Council, changes: dict[str, Any]
) -> None:
    assert send(sam, council.sam, **changes).status_code == 400
    assert not Draft.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "null", "{", "[" * 100_000, b"\xff"])
def test_what_is_no_json_is_refused(sam: Client, body: Any) -> None:
    address = reverse("drafts:keep")
    answer = sam.post(address, body, content_type="application/json")
    assert answer.status_code == 400


def test_more_than_a_draft_holds_is_refused_in_words(
    sam: Client, council: Council
) -> None:
    for length in (services.MOST_CHARACTERS, views.MOST_BYTES):
        answer = send(sam, council.sam, fields={"summary": ["x" * length]})
        assert answer.status_code == 413
        assert answer.json()["problem"].startswith("This is more text than")


def test_text_that_a_database_cannot_hold_is_made_whole(
    sam: Client, council: Council
) -> None:
    text = "A zero\x00 byte, a whole 📚 and half \ud83d a character"
    assert send(sam, council.sam, fields={"summary": [text]}).json()["kept"]
    whole = "A zero byte, a whole 📚 and half \ufffd a character"
    assert Draft.objects.get().fields == {"summary": [whole]}


def test_each_persons_key_is_their_own_and_stays(sam: Client, council: Council) -> None:
    answer = sam.get(reverse("drafts:key"))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.json()["key"] == key_of(council.sam)
    assert len({key_of(council.sam), key_of(council.rita), owner_of(council.sam)}) == 3
    assert "csrftoken" in answer.cookies


def test_a_draft_without_csrf_token_is_refused(council: Council) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(council.sam)
    assert send(client, council.sam).status_code == 403


def test_discarding_leads_back_to_the_page_that_offered_it(
    sam: Client, council: Council
) -> None:
    for offered_on, led_to in (
        ("/visits/12/", "/visits/12/"),
        ("//elsewhere.example/", "/visits/12/edit/"),
        ("", "/visits/12/edit/"),
    ):
        discard = send(sam, council.sam).json()["discard"]
        answer = sam.post(discard, {"from": offered_on})
        assert answer["Location"] == led_to

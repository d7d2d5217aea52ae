"""A form posted after its sender's sign-in ran out is kept, shown again, never done."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sitrack.core.kept.services import words_of
from sitrack.core.models import KeptPost
from sitrack.core.sweep import sweep
from tests.core.pages import filled, posted_from
from tests.universe import NOW, Council, address_of
from visits.models import Comment, Visit

WORDS = "Nine classes were seen, and reading is taught well in each."
PASSWORD = "correct horse battery staple"  # noqa: S105
SAME = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def window(council: Council) -> Client:
    """Sam's browser, which checks tokens as the real one does."""
    for user in (council.sam, council.rita):
        user.set_password(PASSWORD)
        user.save()
    client = Client(enforce_csrf_checks=True)
    client.force_login(council.sam)
    return client


def new(council: Council) -> str:
    return reverse("visits:visit_new", args=[council.hawthorn.pk])


def open_form(window: Client, address: str) -> dict[str, Any]:
    """What a browser would post from the form of a page, with words typed."""
    return filled(window.get(address), summary=WORDS, intent="share")


def run_out(window: Client) -> None:
    """The sign-in runs out; the browser keeps its other cookies."""
    del window.cookies[settings.SESSION_COOKIE_NAME]


def sign_in(window: Client, name: str, address: str) -> Any:
    page = window.get(address)
    token = filled(page)["csrfmiddlewaretoken"]
    data = {
        "login": address_of(name),
        "password": PASSWORD,
        "csrfmiddlewaretoken": token,
    }
    return window.post(address, data, headers=SAME)


def text_of(response: Any) -> str:
    return unescape(response.content.decode())


def test_acc_085_what_was_typed_is_there_after_signing_in_again(
    window: Client, council: Council
) -> None:
    sent = open_form(window, new(council))
    run_out(window)
    refused = window.post(new(council), sent, headers=SAME)
    assert not Visit.objects.exists()
    page = window.get(refused["Location"])
    assert "When Sam Rowe signs in, it is shown again" in text_of(page)
    signed_in = sign_in(window, "sam", refused["Location"])
    shown = window.get(signed_in["Location"])
    assert shown.status_code == 200
    assert "We kept what you typed. Check it and save." in text_of(shown)
    assert "There is a problem" not in text_of(shown)
    assert not Visit.objects.exists(), "nothing is saved until they press save"
    again = filled(shown, minutes="90", visit_type="conversation", intent="draft")
    assert again["summary"] == WORDS
    assert again["submit_token"] == sent["submit_token"]
    saved = window.post(new(council), again, headers=SAME)
    assert saved.status_code == 302
    assert Visit.objects.get().sections.get(prompt__key="summary").text == WORDS
    assert not KeptPost.objects.exists(), "it is safe elsewhere now"


def keep_words(window: Client, council: Council) -> KeptPost:
    sent = open_form(window, new(council))
    run_out(window)
    window.post(new(council), sent, headers=SAME)
    return KeptPost.objects.get()


def test_somebody_else_who_signs_in_gets_nothing(
    window: Client, council: Council
) -> None:
    kept = keep_words(window, council)
    rita = Client()
    rita.force_login(council.rita)
    page = text_of(rita.get(kept.address))
    assert WORDS not in page
    assert "We kept" not in page
    assert KeptPost.objects.exists()


def test_who_signs_in_without_coming_from_the_form_is_taken_to_it(
    window: Client, council: Council
) -> None:
    kept = keep_words(window, council)
    answer = sign_in(window, "sam", reverse("account_login"))
    assert answer["Location"] == kept.address


def test_the_words_are_unreadable_where_they_lie(
    window: Client, council: Council, settings: Any
) -> None:
    kept = keep_words(window, council)
    assert "reading" not in kept.sealed
    assert words_of(kept)["summary"] == WORDS
    assert not {"passport", "csrfmiddlewaretoken"} & set(words_of(kept))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new secret"  # noqa: S105
    assert words_of(kept)["summary"] == WORDS
    settings.SECRET_KEY_FALLBACKS = []
    assert not words_of(kept)


def test_after_a_day_they_are_gone(
    window: Client, council: Council, clock: time_machine.Traveller
) -> None:
    kept = keep_words(window, council)
    clock.move_to(NOW + timedelta(hours=24))
    sam = Client()
    sam.force_login(council.sam)
    assert WORDS not in text_of(sam.get(kept.address))
    sweep()
    assert not KeptPost.objects.exists()


def test_the_same_form_posted_again_is_kept_once_with_its_latest_words(
    window: Client, council: Council
) -> None:
    sent = open_form(window, new(council))
    run_out(window)
    for words in ("First.", "First. Second."):
        window.post(new(council), {**sent, "summary": words}, headers=SAME)
    assert words_of(KeptPost.objects.get())["summary"] == "First. Second."


@pytest.mark.parametrize(
    ("changed", "headers"),
    [
        ({"passport": ""}, SAME),
        ({"passport": "forged:1abcde:forged"}, SAME),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Sec-Fetch-Site": "same-site"}),
        ({}, {}),
        ({}, {"Origin": "https://elsewhere.example"}),
        ({}, {"Origin": "null"}),
        ({"summary": "x" * 1_000_001}, SAME),
    ],
    ids=lambda given: str(given)[:60],
)
def test_without_a_passport_or_from_elsewhere_nothing_is_stored(
    window: Client, council: Council, changed: dict[str, str], headers: dict[str, str]
) -> None:
    sent = open_form(window, new(council))
    run_out(window)
    answer = window.post(new(council), {**sent, **changed}, headers=headers)
    assert answer.status_code in {302, 403}
    assert not KeptPost.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        {"Referer": "http://testserver/schools/1/"},
    ],
    ids=str,
)
def test_an_older_browser_says_where_it_comes_from_in_other_words(
    window: Client, council: Council, headers: dict[str, str]
) -> None:
    sent = open_form(window, new(council))
    run_out(window)
    window.post(new(council), sent, headers=headers)
    assert KeptPost.objects.exists()


def test_a_passport_serves_no_other_form_and_no_later_week(
    window: Client, council: Council, clock: time_machine.Traveller
) -> None:
    sent = open_form(window, new(council))
    run_out(window)
    other = reverse("visits:visit_new", args=[council.elm.pk])
    window.post(other, sent, headers=SAME)
    clock.move_to(NOW + timedelta(days=7, seconds=1))
    window.post(new(council), sent, headers=SAME)
    assert not KeptPost.objects.exists()


def test_who_has_signed_in_again_in_another_tab_goes_on_in_the_form(
    window: Client, council: Council
) -> None:
    sent = open_form(window, new(council))
    sign_in_again = Client(enforce_csrf_checks=True)
    sign_in_again.force_login(council.sam)
    answer = sign_in_again.post(new(council), sent, headers=SAME)
    shown = sign_in_again.get(answer["Location"])
    assert filled(shown)["summary"] == WORDS
    assert not Visit.objects.exists()


def test_where_somebody_else_has_signed_in_they_are_told_whose_words_are_kept(
    window: Client, council: Council
) -> None:
    sent = open_form(window, new(council))
    rita = Client(enforce_csrf_checks=True)
    rita.force_login(council.rita)
    answer = rita.post(new(council), sent, headers=SAME)
    assert answer.status_code == 403
    assert "when Sam Rowe signs in" in text_of(answer)
    assert WORDS not in text_of(answer)
    assert KeptPost.objects.get().user == council.sam


def test_a_form_that_is_there_no_longer_shows_the_words_alone(
    window: Client, council: Council
) -> None:
    visit = council.shared_visit()
    address = reverse("visits:visit_comment", args=[visit.pk])
    helen = Client()
    helen.force_login(council.helen)
    sent = filled(helen.get(visit.get_absolute_url()), address=address, text=WORDS)
    run_out(helen)
    helen.post(address, sent, headers=SAME)
    kept = KeptPost.objects.get()
    helen.force_login(council.helen)
    council.persons["helen"].posts.update(end=NOW.date() - timedelta(days=1))
    page = helen.get(kept.address)
    assert WORDS in text_of(page)
    assert re.search("<h1[^>]*>We kept what you typed", page.content.decode())
    assert not Comment.objects.exists()


def test_every_long_form_carries_a_passport(council: Council) -> None:
    visit, record = council.shared_visit(), council.record()
    term = council.terms["autumn"]
    sam, helen = Client(), Client()
    sam.force_login(council.sam)
    helen.force_login(council.helen)
    for client, address in (
        (sam, reverse("visits:visit_edit", args=[visit.pk])),
        (sam, reverse("level_propose", args=[council.hawthorn.pk])),
        (sam, reverse("engagement:record_header", args=[record.pk])),
        (sam, reverse("engagement:record_priorities", args=[record.pk])),
        (sam, reverse("engagement:trajectory", args=[record.pk, term.pk])),
        (sam, reverse("engagement:assessments", args=[record.pk, term.pk])),
        (sam, reverse("engagement:support", args=[record.pk, term.pk])),
        (helen, reverse("visits:visit_comment", args=[visit.pk])),
    ):
        sent, typed = posted_from(client.get(address))
        user = client.session["_auth_user_id"]
        run_out(client)
        for name in typed:
            sent[name] = f"{WORDS} {name}"
        client.post(address, sent, headers=SAME)
        kept = KeptPost.objects.get()
        client.force_login(council.user("sam" if client is sam else "helen"))
        assert str(kept.user_id) == user
        shown, again = posted_from(client.get(kept.address))
        assert again == typed != [], address
        assert {name: shown[name] for name in typed} == {
            name: sent[name] for name in typed
        }, address
        kept.delete()

"""A sign-in lasts while it is used, and never longer than half a day."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from sitrack.core.models import KeptPost, SignIn
from sitrack.core.sign_ins.store import SessionStore
from sitrack.core.sweep import sweep
from tests.core.pages import filled
from tests.universe import NOW, Council, address_of

PASSWORD = "violet lantern harbour"  # noqa: S105
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
HOUR = timedelta(hours=1)
BY_ITSELF = {"By-Itself": "yes"}


@pytest.fixture
def sam(council: Council) -> Client:
    """Sam's browser, signed in at ten o'clock."""
    client = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    client.force_login(council.sam)
    return client


@pytest.fixture
def at(clock: time_machine.Traveller) -> Callable[[timedelta], None]:
    """Take the clock so far from when Sam signed in."""
    return lambda after: clock.move_to(NOW + after)


At = Callable[[timedelta], None]


def is_in(client: Client, *, headers: dict[str, str] | None = None) -> bool:
    return client.get(reverse("glossary:help"), headers=headers).status_code == 200


def writes_of(client: Client) -> tuple[int, list[str]]:
    """How many statements a page costs, and those of them that write."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert is_in(client)
    sql = [query["sql"] for query in asked]
    return len(sql), [one for one in sql if one.startswith(("UPDATE", "INSERT"))]


def test_it_ends_an_hour_after_its_last_use(sam: Client, at: At) -> None:
    at(59 * MINUTE)
    assert is_in(sam)
    at(59 * MINUTE + 60 * MINUTE - SECOND)
    assert is_in(sam)
    at(59 * MINUTE + 120 * MINUTE - SECOND)
    assert not is_in(sam)


def test_twelve_hours_after_it_began_it_ends_however_much_it_is_used(
    sam: Client, at: At
) -> None:
    for number in range(1, 24):
        at(number * 30 * MINUTE)
        assert is_in(sam)
    at(12 * HOUR - SECOND)
    assert is_in(sam)
    at(12 * HOUR)
    assert not is_in(sam)


def test_who_signs_in_again_has_twelve_hours_again(
    sam: Client, at: At, council: Council
) -> None:
    council.sam.set_password(PASSWORD)
    council.sam.save()
    at(HOUR)
    sent = {"login": address_of("sam"), "password": PASSWORD}
    sam.post(reverse("account_login"), sent)
    row = SignIn.objects.get(user=council.sam, began_at=NOW + HOUR)
    assert row.browser == "Firefox on Linux"


def test_both_limits_are_settings(sam: Client, at: At, settings: Settings) -> None:
    settings.SIGN_IN_IDLE, settings.SIGN_IN_LASTS = 15 * MINUTE, HOUR
    at(MINUTE)
    assert is_in(sam)
    at(16 * MINUTE - SECOND)
    assert is_in(sam)
    for number in range(2, 6):
        at(number * 12 * MINUTE - SECOND)
        assert is_in(sam)
    at(HOUR)
    assert not is_in(sam)


def test_a_use_is_written_once_a_minute_and_costs_that_one_statement(
    sam: Client, at: At
) -> None:
    assert is_in(sam), "what is read once for all pages is read"
    usual, written = writes_of(sam)
    assert written == []
    at(MINUTE - SECOND)
    assert writes_of(sam) == (usual, [])
    at(MINUTE)
    count, written = writes_of(sam)
    assert count == usual + 1
    assert [one.split()[1].strip('"') for one in written] == ["core_signin"]
    assert writes_of(sam) == (usual, [])


def test_what_a_page_asks_by_itself_is_no_use(sam: Client, at: At) -> None:
    row = SignIn.objects.get(user__isnull=False)
    for number in range(1, 12):
        at(number * 5 * MINUTE)
        assert is_in(sam, headers=BY_ITSELF)
        left = sam.get(reverse("sign_ins:left"), headers=BY_ITSELF).json()
        assert left == {"left": 3600 - number * 300, "most": 43200 - number * 300}
    assert SignIn.objects.get(pk=row.pk).used_at == NOW
    at(HOUR)
    assert not is_in(sam, headers=BY_ITSELF)


def test_who_stays_has_the_whole_hour_again(sam: Client, at: At) -> None:
    at(56 * MINUTE)
    assert sam.get(reverse("sign_ins:left")).json() == {"left": 3600, "most": 39840}
    at(56 * MINUTE + HOUR - SECOND)
    assert is_in(sam)


def test_near_the_longest_end_staying_adds_nothing(sam: Client, at: At) -> None:
    for number in range(1, 14):
        at(number * 55 * MINUTE)
        assert is_in(sam)
    at(12 * HOUR - 5 * MINUTE)
    assert sam.get(reverse("sign_ins:left")).json() == {"left": 300, "most": 300}


def test_whoever_is_out_is_told_so_without_a_detour(sam: Client, at: At) -> None:
    at(HOUR)
    answer = sam.get(reverse("sign_ins:left"), headers=BY_ITSELF)
    assert (answer.status_code, answer.json()) == (
        401,
        {"problem": "You have been signed out."},
    )


def test_what_is_posted_after_the_limit_is_kept(
    sam: Client, at: At, council: Council
) -> None:
    new = reverse("visits:visit_new", args=[council.hawthorn.pk])
    sent = filled(sam.get(new), summary="Nine classes were seen.", intent="draft")
    at(HOUR)
    answer = sam.post(new, sent, headers={"Sec-Fetch-Site": "same-origin"})
    kept = KeptPost.objects.get(user=council.sam)
    assert answer["Location"].startswith(reverse("account_login"))
    sam.force_login(council.sam)
    assert "Nine classes were seen." in sam.get(kept.address).content.decode()


def test_a_page_says_how_long_it_may_stand(sam: Client, at: At) -> None:
    at(10 * MINUTE)
    page = sam.get(reverse("glossary:help")).content.decode()
    assert 'data-left="3600"' in page
    assert 'data-most="42600"' in page
    assert (
        "data-sign-in=" not in Client().get(reverse("accessibility")).content.decode()
    )


def test_a_sign_in_that_was_ended_is_not_brought_back_by_a_page_under_way(
    sam: Client, council: Council, at: At
) -> None:
    key = sam.cookies[settings.SESSION_COOKIE_NAME].value
    under_way = SessionStore(key)
    assert under_way["_auth_user_id"] == str(council.sam.pk)
    SignIn.objects.all().delete()
    at(5 * MINUTE)
    under_way.note_use()
    assert not SignIn.objects.exists()


def test_the_sweep_forgets_what_has_run_out(sam: Client, at: At) -> None:
    at(HOUR - SECOND)
    sweep()
    assert SignIn.objects.count() == 1
    at(HOUR + SECOND)
    sweep()
    assert not SignIn.objects.exists()


def test_a_key_that_nobody_has_is_forgotten(council: Council) -> None:
    for key in ("nobody-was-given-this", None):
        session = SessionStore(key)
        assert session.load() == {}
        assert session.session_key is None


def test_of_two_sign_ins_each_is_its_own_and_one_that_ended_is_gone(
    council: Council,
) -> None:
    clients = {name: Client() for name in ("sam", "helen")}
    for name, client in clients.items():
        client.force_login(council.user(name))
    for name, client in clients.items():
        kept = SessionStore(client.cookies[settings.SESSION_COOKIE_NAME].value)
        assert kept["_auth_user_id"] == str(council.user(name).pk)
    key = clients["sam"].cookies[settings.SESSION_COOKIE_NAME].value
    clients["sam"].logout()
    assert SessionStore(key).load() == {}


def test_what_a_page_asks_for_again_and_again_is_no_use_of_a_sign_in() -> None:
    asking = [
        line.strip()
        for page in Path(settings.BASE_DIR, "templates").rglob("*.html")
        for line in page.read_text(encoding="utf-8").splitlines()
        if 'hx-trigger="every' in line
    ]
    assert len(asking) >= 4
    assert [line for line in asking if '"By-Itself": "yes"' not in line] == []

"""A token that is not made for us, now, by the provider that was asked, opens nothing."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sitrack.core import clock
from sitrack.core.single_sign_on.queries import Identity
from sitrack.core.single_sign_on.services import connect
from tests.core.single_sign_on.hostile import OTHER_KEY, Hostile, hostile
from tests.provider import OURS, Beside, going_on
from tests.universe import Council

WRONG: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://another.example"},
    "made for another": {"aud": "another"},
    "made for another, by way of us": {"aud": ["another"], "azp": OURS["client_id"]},
    "for us and another, asked by that": {
        "aud": [OURS["client_id"], "another"],
        "azp": "another",
    },
    "a nonce of an earlier time": {"nonce": "earlier"},
    "no nonce": {"nonce": None},
    "no issuer": {"iss": None},
    "nobody it is for": {"aud": None},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a number for a subject": {"sub": 4711},
    "a subject too long to keep": {"sub": "h" * 256},
    "no end": {"exp": None},
}


@pytest.fixture
def there(council: Council, settings: Settings) -> Iterator[Hostile]:
    with hostile() as told:
        settings.SINGLE_SIGN_ON = (Beside(told.issuer).named(),)
        connect(user=council.helen, identity=Identity(told.issuer, "h-4711"))
        yield told


def come_back(there: Hostile, *, by: str = "", **wrong: Any) -> tuple[Client, Any]:
    """Leave for the provider, and come back with the token that it then gives."""
    client = Client()
    left = client.post(reverse("single_sign_on:start", args=["council"]))
    asked = parse_qs(urlsplit(going_on(left)).query)
    now = int(clock.now().timestamp())
    there.claims = {**there.good(nonce=asked["nonce"][0], now=now), **wrong}
    query = {"code": "any", "state": asked["state"][0], **({"iss": by} if by else {})}
    return client, client.get(reverse("single_sign_on:back", args=["council"]), query)


def refused(client: Client, answer: Any) -> bool:
    told = "What Council account answered does not prove who you are."
    nobody = SESSION_KEY not in client.session
    return nobody and answer.status_code == 403 and told in answer.content.decode()


def test_a_good_one_opens_the_account(there: Hostile) -> None:
    client, answer = come_back(there, by=there.issuer)
    assert answer.status_code == 302
    assert SESSION_KEY in client.session


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG.keys())
def test_one_that_says_something_else_opens_nothing(
    there: Hostile, wrong: dict[str, Any]
) -> None:
    assert refused(*come_back(there, **wrong))


def test_one_that_has_ended_opens_nothing(there: Hostile) -> None:
    past = int(clock.now().timestamp()) - 120
    assert refused(*come_back(there, iat=past - 300, exp=past))


def test_one_that_another_key_signed_opens_nothing(there: Hostile) -> None:
    there.key = OTHER_KEY
    assert refused(*come_back(there))


def test_one_that_nobody_signed_opens_nothing(there: Hostile) -> None:
    there.unsigned = True
    assert refused(*come_back(there))


def test_an_answer_without_one_opens_nothing(there: Hostile) -> None:
    there.no_token = True
    assert refused(*come_back(there))


def test_an_answer_in_the_name_of_another_provider_opens_nothing(
    there: Hostile,
) -> None:
    assert refused(*come_back(there, by="https://another.example"))


def test_a_provider_that_calls_itself_something_else_is_not_gone_to(
    there: Hostile,
) -> None:
    there.says_issuer = "https://another.example"
    answer = Client().post(reverse("single_sign_on:start", args=["council"]))
    assert answer.status_code == 403
    assert "Refresh" not in answer.headers


SHOWN_AT: dict[str, Any] = {
    "before they left": -61,
    "not said": None,
    "an hour before": -3600,
}


def show_again(there: Hostile, council: Council, shown_at: Any) -> Any:
    """Helen, who has no password, is to show that it is her; the token says when."""
    council.helen.set_unusable_password()
    council.helen.save()
    client, _ = come_back(there)
    left = client.post(reverse("single_sign_on:again"), {"with": "council"})
    asked = parse_qs(urlsplit(going_on(left)).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["0"])
    now = int(clock.now().timestamp())
    good = there.good(nonce=asked["nonce"][0], now=now)
    there.claims = {**good, "auth_time": shown_at}
    query = {"code": "any", "state": asked["state"][0]}
    return client.get(reverse("single_sign_on:back", args=["council"]), query)


@pytest.mark.parametrize("ago", SHOWN_AT.values(), ids=SHOWN_AT.keys())
def test_one_that_was_not_shown_anew_counts_as_nothing_shown(
    there: Hostile, council: Council, ago: int | None, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever finds a browser open can take the asking out of the address."""
    shown_at = None if ago is None else int(clock.now().timestamp()) + ago
    answer = show_again(there, council, shown_at)
    assert answer.status_code == 403
    assert "did not ask you anew who you are" in answer.content.decode()
    assert "asked nobody anew" in caplog.text


@pytest.mark.parametrize("shown_at", ["now", True, [1], 10**12])
def test_a_moment_that_is_none_or_to_come_proves_nothing(
    there: Hostile, council: Council, shown_at: Any
) -> None:
    answer = show_again(there, council, shown_at)
    assert answer.status_code == 403
    told = "What Council account answered does not prove who you are."
    assert told in answer.content.decode()


@pytest.mark.parametrize("ago", [0, -59])
def test_one_that_was_shown_anew_counts(
    there: Hostile, council: Council, ago: int
) -> None:
    """Two clocks may differ by a minute."""
    now = int(clock.now().timestamp())
    answer = show_again(there, council, now + ago)
    assert answer.headers["Location"] == reverse("signing_in_safely")


def test_who_signs_in_is_not_asked_anew(there: Hostile) -> None:
    left = Client().post(reverse("single_sign_on:start", args=["council"]))
    asked = parse_qs(urlsplit(going_on(left)).query)
    assert not asked.keys() & {"prompt", "max_age"}

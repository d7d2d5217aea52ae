"""Five guesses at an account in five minutes, whoever makes them and however."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from sitrack.core.sweep import sweep
from tests.universe import NOW, Council, address_of

PASSWORD = "correct horse battery staple"  # noqa: S105
WRONG = "The e-mail address or the password is not right"
TOO_MANY = "Too many failed login attempts"


def guess(login: str, password: str = "", *, number: int = 1, **asked: Any) -> str:
    """What the page says to a guess that comes from an address of its own."""
    data = {"login": login, "password": password or "wrong"}
    asked.setdefault("REMOTE_ADDR", f"192.0.2.{number}")
    answer = Client().post(reverse("account_login"), data, **asked)
    if answer.status_code == 302:
        return "in"
    text = answer.content.decode()
    return WRONG if WRONG in text else TOO_MANY if TOO_MANY in text else text


@pytest.fixture(autouse=True)
def sam(council: Council) -> None:
    council.sam.set_password(PASSWORD)
    council.sam.save()


def test_the_sixth_guess_is_refused_even_if_it_is_right(council: Council) -> None:
    said = [guess(address_of("sam"), number=n) for n in range(1, 6)]
    assert said == [WRONG] * 5
    assert guess(address_of("sam"), PASSWORD, number=6) == TOO_MANY
    assert guess(address_of("rita"), number=7) == WRONG


def test_it_is_taken_again_when_five_minutes_are_over(council: Council) -> None:
    for number in range(1, 6):
        guess(address_of("sam"), number=number)
    with time_machine.travel(NOW + timedelta(minutes=5, seconds=1), tick=False):
        assert guess(address_of("sam"), PASSWORD) == "in"


def test_those_who_get_in_use_up_no_guess(council: Council) -> None:
    for _ in range(7):
        assert guess(address_of("sam"), PASSWORD) == "in"


@pytest.mark.parametrize(
    "asked",
    [
        {"headers": {"Host": "localhost"}},
        {"headers": {"Host": "localhost:8001"}},
        {"headers": {"Host": "127.0.0.1:17"}},
    ],
)
def test_another_name_of_the_site_or_port_is_no_new_count(
    council: Council, settings: Settings, asked: dict[str, Any]
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    for number in range(1, 6):
        guess(address_of("sam"), number=number)
    assert guess(address_of("sam"), PASSWORD, number=6, **asked) == TOO_MANY


@pytest.mark.parametrize("write", [str.upper, " {} ".format])
def test_another_spelling_of_the_address_is_no_new_count(
    council: Council, write: Any
) -> None:
    for number in range(1, 6):
        guess(address_of("sam"), number=number)
    assert guess(write(address_of("sam")), PASSWORD, number=6) == TOO_MANY


def test_an_address_has_ten_guesses_a_minute_at_all_accounts(council: Council) -> None:
    said = [guess(f"nobody{n}@council.example") for n in range(12)]
    assert said == [WRONG] * 10 + [TOO_MANY] * 2


def test_no_forged_header_makes_it_another_address(council: Council) -> None:
    forged = [
        guess(f"nobody{n}@council.example", HTTP_X_FORWARDED_FOR=f"198.51.100.{n}")
        for n in range(12)
    ]
    assert forged == [WRONG] * 10 + [TOO_MANY] * 2


def test_behind_a_proxy_the_address_is_the_one_that_it_noted(
    council: Council, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    said = [
        guess(
            f"nobody{n}@council.example",
            HTTP_X_FORWARDED_FOR=f"198.51.100.{n}, 203.0.113.9",
        )
        for n in range(12)
    ]
    assert said == [WRONG] * 10 + [TOO_MANY] * 2
    other = guess(address_of("sam"), PASSWORD, HTTP_X_FORWARDED_FOR="203.0.113.10")
    assert other == "in"


def test_no_flood_of_other_counts_throws_one_out(council: Council) -> None:
    """Django's table holds 300 by itself, and then throws a third of them out."""
    for number in range(1, 6):
        guess(address_of("sam"), number=number)
    for number in range(400):
        cache.set(f"z{number}", [0], 300)
    assert guess(address_of("sam"), PASSWORD, number=6) == TOO_MANY


def test_the_sweep_forgets_counts_that_have_ended(council: Council) -> None:
    cache.set("ends-soon", 1, 60)
    cache.set("ends-later", 1, 600)
    with time_machine.travel(NOW + timedelta(minutes=2), tick=False):
        sweep()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_cache WHERE cache_key LIKE '%ends%'")
        assert cursor.fetchone() == (1,)

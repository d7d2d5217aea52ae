"""One line a request, with its number and its route, and nothing about anybody."""

import logging
import re
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from schools.models import Person
from sitrack.core.sweep import sweep
from tests.core.logs.conftest import Lines
from tests.schools.invited import PASSWORD, invited, take_up
from tests.universe import Council, address_of
from tests.visits.forms import posted

MADE = re.compile(r"[0-9a-f]{16}")
FROM_PROXY = "3f0c9a52-7d41-4f7b-9a51-6a1d1c0de001"


@pytest.fixture
def sam(client: Client, council: Council) -> Client:
    client.force_login(council.sam)
    return client


def test_a_request_has_one_line(sam: Client, council: Council, lines: Lines) -> None:
    answer = sam.get(reverse("school", args=[council.hawthorn.pk]))
    (line,) = lines()
    number = answer.headers["X-Request-ID"]
    assert MADE.fullmatch(number)
    assert line.pop("at") == "2025-11-10T10:00:00.000+00:00"
    assert 0 <= line.pop("ms") < 60_000
    assert line == {
        "level": "INFO",
        "logger": "sitrack.requests",
        "message": "answered",
        "request_id": number,
        "method": "GET",
        "route": "school",
        "status": 200,
        "user": council.sam.pk,
    }


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [
        ("/accounts/login/", "account_login", 200),
        ("/schools/987654/", "school", 302),
        ("/nowhere/zztokenzz/", None, 404),
        ("/static/css/app.css", None, 200),
    ],
)
def test_a_stranger_has_no_number_and_an_address_that_leads_nowhere_no_route(
    client: Client, db: None, lines: Lines, path: str, route: str | None, status: int
) -> None:
    client.get(path).close()
    (line,) = lines()
    assert (line["route"], line["status"], line["user"]) == (route, status, None)


@pytest.mark.parametrize(
    ("proxies", "told", "taken"),
    [
        (1, FROM_PROXY, True),
        (1, "a" * 64, True),
        (0, FROM_PROXY, False),
        (1, "short", False),
        (1, "a" * 65, False),
        (1, 'a"},{"user":"1', False),
        (1, "sam@council.example", False),
        (1, "", False),
    ],
)
def test_a_proxys_number_is_taken_over_where_it_is_plain(
    client: Client,
    db: None,
    settings: Settings,
    lines: Lines,
    proxies: int,
    told: str,
    taken: bool,
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    answer = client.get("/health/live", headers={"X-Request-ID": told})
    number = answer.headers["X-Request-ID"]
    assert (number == told) is taken
    assert taken or MADE.fullmatch(number)
    assert lines()[0]["request_id"] == number


def without_words(sam: Client) -> None:
    """The table of the glossary is gone: the page of it cannot be made."""
    sam.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE glossary_entry RENAME TO gone")


def test_the_page_of_a_fault_says_the_number_that_its_lines_carry(
    sam: Client, lines: Lines
) -> None:
    without_words(sam)
    answer = sam.get(reverse("glossary:entries"))
    number = answer.headers["X-Request-ID"]
    assert answer.status_code == 500
    assert f"<strong>{number}</strong>" in answer.content.decode()
    assert {line["request_id"] for line in lines()} == {number}
    fault = next(line for line in lines() if line["level"] == "ERROR")
    assert fault["message"] == "Internal Server Error: glossary:entries"
    assert "django.db.utils." in fault["exc_info"]
    assert "/glossary.py" in fault["exc_info"]
    assert [line["status"] for line in lines() if "status" in line] == [500]


def test_an_error_is_told_by_its_kind_and_place_and_not_by_its_words(
    written: StringIO, lines: Lines
) -> None:
    log = logging.getLogger("anywhere")
    try:
        try:
            int("zztypedzz")
        except ValueError as error:
            raise KeyError("zzkeyzz") from error
    except KeyError:
        log.exception("it failed")
    try:
        None.words  # type: ignore[attr-defined]  # noqa: B018
    except AttributeError:
        log.exception("so did that")
    first, second = lines()
    assert "zz" not in first["exc_info"].replace('int("zztypedzz")', "").replace(
        'KeyError("zzkeyzz")', ""
    )
    assert first["exc_info"].index("ValueError") < first["exc_info"].index("KeyError")
    assert second["exc_info"].endswith("'NoneType' object has no attribute 'words'")


def test_a_value_that_does_not_fit_its_field_is_not_told(
    council: Council, lines: Lines
) -> None:
    odd: dict[str, Any] = {"pk": council.sam}
    with pytest.raises(TypeError, match=council.sam.name) as raised:
        list(Person.objects.filter(**odd))
    logging.getLogger("anywhere").error("it failed", exc_info=raised.value)
    (line,) = lines()
    assert line["exc_info"].endswith("builtins.TypeError")
    assert council.sam.name not in str(line)


def test_nothing_that_somebody_typed_is_or_opens_stands_in_a_line(
    council: Council,
    mailoutbox: list[EmailMessage],
    written: StringIO,
    lines: Lines,
    settings: Settings,
) -> None:
    """Sam signs in after a wrong guess, writes, searches and gets lost; Nell opens her
    invitation; a post comes from elsewhere; a page fails and a mail is sent."""
    council.sam.set_password(PASSWORD)
    council.sam.save()
    token, sam = invited(council), Client()
    for password in ("zzwrongzz", PASSWORD):
        login = {"login": address_of("sam"), "password": password}
        sam.post(reverse("account_login"), login)
    assert "_auth_user_id" in sam.session
    note = posted(council, summary="zzsummaryzz", focus="zzfocuszz")
    new = reverse("visits:visit_new", args=[council.hawthorn.pk])
    assert sam.post(new, note).status_code == 302
    sam.get(reverse("search"), {"q": "zzsearchedzz"})
    sam.get("/schools/zzlostzz/", {"q": "zzlostquestionzz"})
    link = reverse("schools:invitation", args=[token])
    Client().get(link)
    Client(enforce_csrf_checks=True).post(link, {"password": "zzchosenzz"})
    take_up(link)
    other = Client().get("/", headers={"Host": "zzhostzz.example"})
    assert other.status_code == 400
    sweep()
    people = list(Person.objects.values_list("name", "email"))
    without_words(sam)
    sam.get(reverse("glossary:entries"), {"q": "zzaskedzz"})
    assert len(mailoutbox) > 0
    statuses = {line["status"] for line in lines() if "status" in line}
    assert {200, 302, 403, 404, 500} <= statuses
    text = written.getvalue().lower()
    private = [
        *(part for person in people for part in person if part),
        *("zz", token, PASSWORD, "council.example", sam.cookies["sessionid"].value),
    ]
    # The host is of the asker's making, and names nobody.
    text = text.replace("zzhostzz.example", "")
    assert [word for word in private if word.lower() in text] == []


def test_the_hour_that_comes_twice_in_autumn_is_told_apart(
    sam: Client, clock: time_machine.Traveller, lines: Lines
) -> None:
    for hour in (0, 1):
        clock.move_to(datetime(2025, 10, 26, hour, 30, tzinfo=UTC))
        sam.get("/health/live")
    assert [line["at"] for line in lines()] == [
        "2025-10-26T00:30:00.000+00:00",
        "2025-10-26T01:30:00.000+00:00",
    ]

"""Where somebody is signed in: their own list, and what they end there."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sitrack.core.models import Event, SignIn
from sitrack.core.sign_ins.browsers import kind_of
from sitrack.core.sign_ins.services import name_of
from tests.reports.pages import words
from tests.universe import NOW, Council, address_of

PASSWORD = "violet lantern harbour"  # noqa: S105
OWN = "/signed-in/"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile Safari/604.1"


def browser(council: Council, user_agent: str, name: str = "helen") -> Client:
    """A browser in which somebody signs in with their password."""
    user = council.user(name)
    if not user.check_password(PASSWORD):
        user.set_password(PASSWORD)
        user.save()
    client = Client(headers={"User-Agent": user_agent})
    sent = {"login": address_of(name), "password": PASSWORD}
    assert client.post(reverse("account_login"), sent).status_code == 302
    return client


@pytest.fixture
def desk(council: Council) -> Client:
    return browser(council, WINDOWS)


@pytest.fixture
def phone(desk: Client, council: Council, clock: time_machine.Traveller) -> Client:
    """Her second browser, half an hour later."""
    clock.move_to(NOW + timedelta(minutes=30))
    return browser(council, PHONE)


def is_in(client: Client) -> bool:
    return client.get(OWN).status_code == 200


def name_in(client: Client) -> str:
    return name_of(client.cookies[settings.SESSION_COOKIE_NAME].value)


def told() -> list[str]:
    """What was done with sign-ins, but that they were made."""
    found = Event.objects.filter(verb__startswith="sign_in.").exclude(
        verb="sign_in.made"
    )
    return [f"{event.actor_name} {event.sentence}" for event in found.order_by("pk")]


def test_the_list_says_when_where_and_which_is_this_one(
    desk: Client, phone: Client
) -> None:
    shown = words(phone.get(OWN))
    assert "You are signed in here and in 1 other place" in shown
    assert (
        "Safari on iPhone This browser"
        " Signed in on 10 November 2025 at 10:30am. Last used now." in shown
    )
    assert (
        "Chrome on Windows"
        " Signed in on 10 November 2025 at 10am. Last used at 10am." in shown
    )
    assert shown.index("Safari on iPhone") < shown.index("Chrome on Windows")
    assert "Safari on iPhone Signed in" in words(desk.get(OWN))


def test_who_is_signed_in_once_is_told_so(desk: Client) -> None:
    shown = words(desk.get(OWN))
    assert "You are signed in here and nowhere else" in shown
    assert "Sign out everywhere else" not in shown


def test_nothing_on_the_page_opens_a_sign_in(desk: Client, phone: Client) -> None:
    shown = desk.get(OWN).content.decode()
    for client in (desk, phone):
        assert client.cookies[settings.SESSION_COOKIE_NAME].value not in shown


def test_one_is_ended_from_another(desk: Client, phone: Client) -> None:
    end = reverse("sign_ins:end", args=[name_in(desk)])
    assert end in phone.get(OWN).content.decode()
    assert "The sign-in in Chrome on Windows is ended." in words(
        phone.post(end, follow=True)
    )
    assert (is_in(desk), is_in(phone)) == (False, True)
    assert told() == ["Helen Marsh ended a sign-in of Helen Marsh in Chrome on Windows"]
    assert "That sign-in had ended already." in words(phone.post(end, follow=True))
    assert len(told()) == 1


def test_all_others_are_ended_at_once(
    desk: Client, phone: Client, council: Council
) -> None:
    other = browser(council, WINDOWS, "dev")
    shown = words(phone.post(reverse("sign_ins:end_others"), follow=True))
    assert "You are signed out everywhere else." in shown
    assert "You are signed in here and nowhere else" in shown
    assert (is_in(desk), is_in(phone), is_in(other)) == (False, True, True)
    assert told() == ["Helen Marsh signed out everywhere else"]


def test_nobody_ends_what_is_anothers(desk: Client, council: Council) -> None:
    dev = browser(council, PHONE, "dev")
    dev.post(reverse("sign_ins:end", args=[name_in(desk)]))
    assert (is_in(desk), told()) == (True, [])
    assert "Chrome on Windows" not in words(dev.get(OWN))


def test_one_that_has_run_out_is_not_listed(
    desk: Client, phone: Client, clock: time_machine.Traveller
) -> None:
    clock.move_to(NOW + timedelta(minutes=61))
    assert "You are signed in here and nowhere else" in words(phone.get(OWN))


def test_a_new_password_ends_what_began_with_the_old_one(
    desk: Client, phone: Client, council: Council
) -> None:
    new = "copper ladder evening"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    phone.post(reverse("account_change_password"), sent)
    assert not is_in(desk)
    assert not SignIn.objects.filter(user=council.helen).exists()
    event = Event.objects.get(verb="password.chosen")
    assert (event.actor_name, event.sentence) == (
        "Helen Marsh",
        "chose a new password, which ended every earlier sign-in",
    )


@pytest.mark.parametrize(
    ("user_agent", "kind"),
    [
        (WINDOWS, "Chrome on Windows"),
        (f"{WINDOWS} Edg/140.0", "Edge on Windows"),
        (f"{WINDOWS} OPR/120.0", "Opera on Windows"),
        (PHONE, "Safari on iPhone"),
        ("Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) CriOS/140.0", "Chrome on iPad"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15) Firefox/140.0",
            "Firefox on Mac",
        ),
        ("Mozilla/5.0 (X11; CrOS x86_64) Chrome/140.0", "Chrome on ChromeOS"),
        (
            "Mozilla/5.0 (Linux; Android 15) SamsungBrowser/28.0 Chrome/130.0",
            "Samsung Internet on Android",
        ),
        ("Firefox", "Firefox"),
        ("curl/8.5", "an unknown browser"),
        ("", "an unknown browser"),
    ],
)
def test_a_browser_is_called_what_its_owner_calls_it(
    user_agent: str, kind: str
) -> None:
    assert kind_of(user_agent) == kind

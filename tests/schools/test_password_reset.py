"""A forgotten password: a mail for those who have an account, and for no others."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import NoReverseMatch, reverse

from sitrack.core.models import PasswordRequest
from sitrack.core.passwords import ADVICE, COMMON, KNOWN, REPEATED, TOO_LONG, TOO_SHORT
from sitrack.core.single_sign_on.queries import Identity
from sitrack.core.single_sign_on.services import connect
from sitrack.core.sweep import sweep
from tests.reports.pages import words
from tests.schools.invited import PASSWORD, appointed
from tests.universe import NOW, Council

REFUSED = [
    ("short", TOO_SHORT),
    ("password1234", COMMON),
    ("passwordpassword", REPEATED),
    ("suffolkcouncil1", KNOWN),
    ("Helen Marsh 1980", KNOWN),
    ("hawthornhawthorn", KNOWN),
    ("violet lantern harbour " * 6, TOO_LONG),
]


def ask(address: str) -> tuple[int, str, str]:
    """Ask for a link; the answer, without what differs in each."""
    client = Client()
    answer = client.post(reverse("account_reset_password"), {"email": address})
    after = client.get(answer.headers["Location"])
    return answer.status_code, answer.headers["Location"], after.content.decode()


def test_an_unknown_address_is_answered_alike_and_mailed_nothing(
    council: Council, mailoutbox: list[EmailMessage], clock: time_machine.Traveller
) -> None:
    known = ask("helen@council.example")
    assert ask("stranger@council.example") == known
    assert mailoutbox == []
    assert PasswordRequest.objects.count() == 2
    sweep()
    assert [mail.to for mail in mailoutbox] == [["helen@council.example"]]
    # What was mailed is counted for a day; of what was not, nothing is left.
    assert PasswordRequest.objects.get().email == "helen@council.example"
    clock.shift(timedelta(hours=25))
    sweep()
    assert not PasswordRequest.objects.exists()


def test_a_mail_server_that_is_down_is_no_fault_of_the_page(
    council: Council, mailoutbox: list[EmailMessage], clock: time_machine.Traveller
) -> None:
    """The page asks no mail server; what could not be mailed is mailed later."""
    with patch.object(EmailMessage, "send", side_effect=OSError("down")):
        assert ask("helen@council.example")[0] == 302
        sweep()
    assert mailoutbox == []
    clock.move_to(NOW + timedelta(minutes=3))
    sweep()
    assert [mail.to for mail in mailoutbox] == [["helen@council.example"]]


def test_whoever_signs_in_elsewhere_has_no_password_to_forget(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    """A mailbox alone is then no way in."""
    connect(user=council.helen, identity=Identity("https://entra.example", "1"))
    sweep()
    mailoutbox.clear()
    ask("helen@council.example")
    sweep()
    assert mailoutbox == []
    council.helen.set_password(PASSWORD)
    council.helen.save()
    ask("helen@council.example")
    sweep()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("minutes", "heading"),
    [(59, "Choose a new password"), (61, "This link no longer works")],
)
def test_a_link_works_for_an_hour(
    council: Council,
    mailoutbox: list[EmailMessage],
    clock: time_machine.Traveller,
    minutes: int,
    heading: str,
) -> None:
    ask("helen@council.example")
    sweep()
    [link] = re.findall(r"http://[^/]+(/\S+)", str(mailoutbox[0].body))
    clock.move_to(NOW + timedelta(minutes=minutes))
    page = Client().get(link, follow=True).content.decode()
    assert heading in page


def test_whoever_is_invited_and_has_no_account_is_mailed_no_other_way_in(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    appointed(council)
    sweep()
    mailoutbox.clear()
    ask("nell@council.example")
    sweep()
    assert mailoutbox == []


@pytest.mark.parametrize(
    "name", ["account_email", "account_confirm_login_code", "account_confirm_email"]
)
def test_nobody_gives_themselves_another_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_nobody_signs_up(db: None) -> None:
    page = Client().post(
        reverse("account_signup"), {"email": "new@council.example", "password1": "x"}
    )
    assert "Accounts are made by invitation" in page.content.decode()


@pytest.mark.parametrize(("password", "said"), REFUSED)
def test_a_weak_password_is_refused_where_one_is_reset(
    council: Council, mailoutbox: list[EmailMessage], password: str, said: str
) -> None:
    ask("helen@council.example")
    sweep()
    link = re.search(r"http://[^/]+(/\S+)", str(mailoutbox[0].body))
    assert link
    client = Client()
    page = client.get(client.get(link[1]).headers["Location"])
    assert f"New password {ADVICE}" in words(page)
    address = page.request["PATH_INFO"]
    assert said in client.post(address, twice(password)).content.decode()
    assert client.post(address, twice(PASSWORD)).status_code == 302
    council.helen.refresh_from_db()
    assert council.helen.check_password(PASSWORD)


@pytest.mark.parametrize(("password", "said"), REFUSED)
def test_a_weak_password_is_refused_where_one_is_set_or_changed(
    council: Council, password: str, said: str
) -> None:
    client = Client()
    client.force_login(council.helen)
    first, change = reverse("account_set_password"), reverse("account_change_password")
    assert said in client.post(first, twice(password)).content.decode()
    client.post(first, twice(PASSWORD))
    council.helen.refresh_from_db()
    assert council.helen.check_password(PASSWORD)
    client.force_login(council.helen)
    sent = {"oldpassword": PASSWORD, **twice(password)}
    assert said in client.post(change, sent).content.decode()
    new = "copper ladder evening"
    assert client.post(change, sent | twice(new)).status_code == 302
    council.helen.refresh_from_db()
    assert council.helen.check_password(new)


def twice(password: str) -> dict[str, str]:
    return {"password1": password, "password2": password}

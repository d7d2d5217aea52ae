"""A forgotten password: a mail for those who have an account, and for no others."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.schools.invited import appointed
from tests.universe import Council


def ask(address: str) -> tuple[int, str, str]:
    """Ask for a link; the answer, without what differs in each."""
    client = Client()
    answer = client.post(reverse("account_reset_password"), {"email": address})
    after = client.get(answer.headers["Location"])
    return answer.status_code, answer.headers["Location"], after.content.decode()


def test_an_unknown_address_is_answered_alike_and_mailed_nothing(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    known = ask("helen@council.example")
    assert [mail.to for mail in mailoutbox] == [["helen@council.example"]]
    assert ask("stranger@council.example") == known
    assert len(mailoutbox) == 1


def test_whoever_is_invited_and_has_no_account_is_mailed_no_other_way_in(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    appointed(council)
    ask("nell@council.example")
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

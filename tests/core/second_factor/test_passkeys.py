"""What is sent in place of a passkey. Real ones are made and shown in a browser
(tests/browser_journeys/test_passkeys.py)."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.core.second_factor.codes import give_password, with_app
from tests.universe import Council

NOTHING = ["", "[]", "7", "null", '"x"', "{}", json.dumps({"id": "x"})]
ODD = {"id": "x", "rawId": "x", "type": "public-key", "response": {"userHandle": "MQ"}}
SENT = [*NOTHING, json.dumps(ODD), "{"]


@pytest.mark.parametrize("sent", SENT)
def test_what_is_no_passkey_is_not_added(council: Council, sent: str) -> None:
    client = Client()
    client.force_login(council.helen)
    client.get(reverse("passkey_add"))
    data = {"name": "Laptop", "credential": sent}
    page = client.post(reverse("passkey_add"), data).content.decode()
    assert "There is a problem" in page
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("sent", SENT)
def test_what_is_no_passkey_lets_nobody_in(council: Council, sent: str) -> None:
    with_app(council.helen)
    alone = Client()
    alone.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    answer = alone.post(reverse("mfa_login_webauthn"), {"credential": sent})
    assert answer.headers["Location"] == reverse("account_login")
    half = give_password(council.helen)
    half.get(reverse("mfa_authenticate"))
    page = half.post(reverse("mfa_authenticate"), {"credential": sent})
    assert "There is a problem" in page.content.decode()
    for client in (alone, half):
        assert "_auth_user_id" not in client.session

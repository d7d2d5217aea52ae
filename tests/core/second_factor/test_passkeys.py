"""What is sent in place of a passkey. Real ones are made and shown in a browser
(tests/browser_journeys/test_passkeys.py)."""

import json
import tracemalloc
from base64 import urlsafe_b64encode

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests.core.second_factor.codes import give_password, with_app
from tests.universe import Council

NOTHING = ["", "[]", "7", "null", '"x"', "{}", json.dumps({"id": "x"})]
ODD = {"id": "x", "rawId": "x", "type": "public-key", "response": {"userHandle": "MQ"}}


def encoded(value: bytes) -> str:
    return urlsafe_b64encode(value).decode().rstrip("=")


def answer_of_a_browser(challenge: object = "AAAA", **told: object) -> str:
    """Shaped as a browser's, with something in it that no browser says."""
    asked = {"type": "webauthn.get", "challenge": challenge, "origin": "http://x"}
    response = {
        "clientDataJSON": encoded(json.dumps(asked).encode()),
        "authenticatorData": encoded(bytes(37)),
        "signature": "AAAA",
        "userHandle": "MQ",
    }
    found = {"id": "AAAA", "rawId": "AAAA", "type": "public-key"}
    return json.dumps({**found, "response": {**response, **told}})


MANY = 100_000_000
NUMBERS = [
    answer_of_a_browser(MANY),
    answer_of_a_browser(userHandle=MANY),
    answer_of_a_browser(signature=MANY),
    answer_of_a_browser(signature=[MANY]),
]
WITH_MORE = bytes(32) + b"\x85" + bytes(4)  # A sign that more follows.
SENT = [
    *(*NOTHING, *NUMBERS, json.dumps(ODD), "{"),
    *("9" * 5_000, "[" * 5_000, json.dumps("x" * 20_000)),
    answer_of_a_browser(signature=10**20),
    *(
        answer_of_a_browser(authenticatorData=encoded(WITH_MORE + more))
        for more in (b"", b"\x19", b"\x81" * 2_000)
    ),
]


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


@pytest.mark.parametrize("sent", NUMBERS)
def test_a_number_takes_no_more_room_than_its_digits(
    council: Council, client: Client, sent: str
) -> None:
    sign_in = reverse("mfa_login_webauthn")
    client.get(sign_in, headers={"Accept": "application/json"})
    client.post(sign_in, {"credential": "{}"})
    tracemalloc.start()
    client.post(sign_in, {"credential": sent})
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MANY / 10

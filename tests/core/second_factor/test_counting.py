"""Whoever is right gets back the guess that they made, and nobody else's."""

import time_machine
from django.test import Client
from django.urls import reverse

from sitrack.core.models import SignIn
from tests.core.second_factor.codes import code_of, give_password, signed_in, with_app
from tests.core.test_guesses import TOO_MANY, WRONG, guess
from tests.universe import Council


def test_a_right_code_forgets_no_wrong_password_from_its_address(
    council: Council, clock: time_machine.Traveller
) -> None:
    """All of these come from one address: ten wrong ones a minute are heard."""
    with_app(council.helen)
    for number in range(8):
        clock.shift(1)
        assert guess(f"{number}@council.example", number=1) == WRONG
    client = Client(REMOTE_ADDR="192.0.2.1")
    sent = {"login": council.helen.email, "password": "violet lantern harbour"}
    clock.shift(1)
    client.post(reverse("account_login"), sent)
    code = client.post(reverse("mfa_authenticate"), {"code": code_of()})
    assert code.status_code == 302
    clock.shift(1)
    said = [guess(f"more{number}@council.example", number=1) for number in range(3)]
    assert said == [WRONG, WRONG, TOO_MANY]


def test_a_code_that_was_used_counts_as_a_guess(
    council: Council, clock: time_machine.Traveller
) -> None:
    """It would be right for ninety seconds; allauth remembers it for thirty."""
    with_app(council.helen)
    signed_in(council.helen)
    clock.shift(35)
    client, page = give_password(council.helen), reverse("mfa_authenticate")
    for _ in range(5):
        assert client.post(page, {"code": code_of(steps=-1)}).status_code == 200
    fresh = client.post(page, {"code": code_of()})
    assert fresh.status_code == 200
    assert TOO_MANY in fresh.content.decode()


def test_a_stranger_leaves_no_more_than_sixty_rows_a_minute(
    db: None, clock: time_machine.Traveller
) -> None:
    """Each asks for a passkey as a browser without a cookie does."""
    page, asked = reverse("mfa_login_webauthn"), {"Accept": "application/json"}
    for _ in range(60):
        assert Client().get(page, headers=asked).status_code == 200
    rows = SignIn.objects.count()
    assert Client().get(page, headers=asked).status_code == 429
    assert SignIn.objects.count() == rows
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert elsewhere.get(page, headers=asked).status_code == 200
    clock.shift(61)
    assert Client().get(page, headers=asked).status_code == 200

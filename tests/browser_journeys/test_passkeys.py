"""Passkeys: made, used as the only step and as the second one, removed."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django import Settings

from sitrack.core.models import Event
from sitrack.core.second_factor.queries import passkeys_of
from tests.browser_journeys.person import Person
from tests.core.second_factor.codes import PASSWORD, with_password
from tests.universe import Council

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def unlocks(somebody: Person, *, verified: bool = True) -> None:
    """Give the browser a device that makes passkeys, as Chromium's own tools do."""
    session = somebody.page.context.new_cdp_session(somebody.page)
    session.send("WebAuthn.enable")
    options = {**AUTHENTICATOR, "isUserVerified": verified}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def give_password(somebody: Person, email: str) -> None:
    somebody.open("/")
    somebody.type("E-mail address", email)
    somebody.type("Password", PASSWORD)
    somebody.press("Sign in")


def leave(somebody: Person) -> None:
    somebody.press("Sign out Helen Marsh")


def test_a_passkey_is_made_in_place_of_an_app_and_signs_in_by_itself(
    person: Callable[..., Person], council: Council, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    user = with_password(council.helen)
    helen = person()
    unlocks(helen)
    give_password(helen, user.email)
    helen.follow("Add a passkey instead")
    helen.meets("Add a passkey")
    helen.press("Make the passkey")
    helen.is_told("Enter the name")
    helen.type("Name", "Laptop at school")
    helen.press("Make the passkey")
    helen.meets("Keep these recovery codes")
    code = helen.page.locator(".app-codes li").first.inner_text()
    helen.press("I have kept them")
    expect(helen.page.locator("h1")).to_have_text("Hawthorn Primary School")

    leave(helen)
    helen.open(f"{reverse('account_login')}?next={reverse('visits:my_steps')}")
    helen.meets("Sign in to sitrack")
    helen.press("Sign in with a passkey")
    expect(helen.page).to_have_url(f"{helen.server}{reverse('visits:my_steps')}")

    leave(helen)
    give_password(helen, user.email)
    helen.meets("Enter a code to sign in")
    helen.press("Use your passkey")
    helen.follow("Signing in safely")
    helen.meets("Signing in safely")
    helen.sees("Laptop at school")
    helen.does_not_see("Remove the passkey")
    assert [str(one) for one in passkeys_of(user)] == ["Laptop at school"]
    assert [
        event.sentence
        for event in Event.objects.filter(verb="second_factor.passkey_added")
    ] == ["added the passkey Laptop at school"]

    other = person()
    give_password(other, user.email)
    other.type("Code", code)
    other.press("Sign in")
    expect(other.page.locator("h1")).to_have_text("Hawthorn Primary School")


def test_a_passkey_is_shown_again_and_removed(
    person: Callable[..., Person], council: Council
) -> None:
    helen = person("helen")
    unlocks(helen)
    helen.open(reverse("passkey_add"))
    helen.type("Name", "Old telephone")
    helen.press("Make the passkey")
    helen.press("I have kept them")
    leave(helen)
    helen.arrive_as(council.user("helen"))
    helen.open(reverse("signing_in_safely"))
    helen.follow("Have new recovery codes made")
    helen.meets("Show your passkey")
    helen.press("Use your passkey")
    helen.meets("Your recovery codes")
    helen.open(reverse("signing_in_safely"))
    helen.follow("Remove the passkey Old telephone")
    helen.meets("Remove the passkey “Old telephone”?")
    helen.press("Remove the passkey")
    helen.meets("Signing in safely")
    helen.sees("The passkey was removed.")
    assert not Authenticator.objects.exists()


def test_a_device_that_asks_for_nothing_makes_no_passkey(
    person: Callable[..., Person], council: Council
) -> None:
    helen = person("helen")
    unlocks(helen, verified=False)
    helen.open(reverse("passkey_add"))
    helen.type("Name", "Somebody’s")
    problem = helen.page.get_by_text("No passkey was used. Try again")
    expect(problem).to_be_hidden()
    helen.press("Make the passkey")
    expect(problem).to_be_visible()
    helen.meets("Add a passkey")
    assert not Authenticator.objects.exists()

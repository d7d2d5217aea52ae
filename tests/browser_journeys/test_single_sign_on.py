"""A sign-in from elsewhere: connected, used, and taken up with an invitation."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from sitrack.core.models import ConnectedSignIn
from tests.browser_journeys.person import Person
from tests.core.second_factor.codes import PASSWORD, with_password
from tests.provider import Beside
from tests.universe import Council

pytestmark = pytest.mark.browser


def says_who_at_the_provider(somebody: Person, elsewhere: Beside, subject: str) -> None:
    elsewhere.asks_now(subject)
    somebody.page.get_by_placeholder("sub").fill(subject)
    # Its page wants a style from the network, which is no fault of ours.
    somebody.complaints.clear()
    somebody.page.get_by_role("button", name="Authorize").first.click()


def test_it_is_connected_and_then_signs_in(
    person: Callable[..., Person], council: Council, elsewhere: Beside
) -> None:
    with_password(council.helen)
    helen = person()
    helen.open(reverse("signing_in_safely"))
    helen.type("E-mail address", council.helen.email)
    helen.type("Password", PASSWORD)
    helen.press("Sign in")
    helen.meets("Signing in safely")
    helen.follow("Connect Council account")
    helen.meets("Connect your sign-in with Council account?")
    helen.press("Go on to Council account")
    says_who_at_the_provider(helen, elsewhere, "h-4711")
    helen.meets("Signing in safely")
    helen.sees("Your sign-in with Council account is connected.")
    assert ConnectedSignIn.objects.get().user == council.helen

    helen.press("Sign out Helen Marsh")
    helen.open(f"{reverse('account_login')}?next={reverse('visits:my_steps')}")
    helen.meets("Sign in to sitrack")
    helen.press("Sign in with Council account")
    says_who_at_the_provider(helen, elsewhere, "h-4711")
    expect(helen.page).to_have_url(f"{helen.server}{reverse('visits:my_steps')}")

    helen.open(reverse("signing_in_safely"))
    helen.follow("Disconnect Council account")
    helen.meets("Disconnect Council account?")
    helen.press("Disconnect")
    helen.sees("Council account is disconnected.")

    helen.press("Sign out Helen Marsh")
    helen.open(reverse("account_login"))
    helen.press("Sign in with Council account")
    says_who_at_the_provider(helen, elsewhere, "h-4711")
    helen.meets("That did not work")
    helen.sees("is connected to no account here")

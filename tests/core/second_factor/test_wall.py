"""Where everybody needs a second step, a password alone opens nothing."""

import json
import uuid
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core.checks import run_checks
from django.test import Client
from django.urls import get_resolver, resolve, reverse
from pytest_django import Settings

from sitrack.core.models import KeptPost
from sitrack.core.second_factor import services
from sitrack.core.second_factor.queries import recovery_codes
from tests.access.asking import names
from tests.core.pages import filled
from tests.core.second_factor.codes import (
    PASSWORD,
    SECRET,
    code_of,
    give_password,
    secret_on,
    signed_in,
    with_app,
    with_password,
)
from tests.core.test_kept import SAME, WORDS
from tests.schools.invited import appointed, mailed_link, take_up
from tests.universe import Council
from visits.models import Visit

# What the wall lets through of the pages that need a sign-in.
LET_THROUGH = {
    "second_step",
    "passkey_add",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "drafts:back",
    "single_sign_on:again",
}


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


def wanted(address: str, page: str = "second_step") -> str:
    """Where the wall sends somebody who asked for an address."""
    return f"{reverse(page)}?next={address.replace('/', '%2F')}"


def set_up(client: Client, address: str) -> Any:
    """Set an app up on the page that the wall led to."""
    secret = secret_on(client.get(address).content.decode())
    return client.post(address, {"code": code_of(secret)})


def test_whoever_has_none_is_led_to_setting_one_up_and_on_to_what_they_wanted(
    council: Council,
) -> None:
    client = give_password(with_password(council.helen))
    steps = reverse("visits:my_steps")
    led = client.get(steps)
    assert led.headers["Location"] == wanted(steps)
    codes = set_up(client, led.headers["Location"])
    assert codes.headers["Location"] == wanted(steps, "recovery_codes")
    kept = client.post(codes.headers["Location"])
    assert kept.headers["Location"] == steps
    assert client.get(steps).status_code == 200


def test_a_new_head_is_in_by_way_of_two_pages(
    council: Council, mailoutbox: list[Any]
) -> None:
    appointed(council)
    client = take_up(mailed_link(mailoutbox))
    led = client.get(reverse("home"))
    page = client.get(led.headers["Location"]).content.decode()
    assert "One more step to keep your account safe" in page
    assert "You are signed in. Here you read what was written" in page
    codes = set_up(client, led.headers["Location"])
    home = client.post(codes.headers["Location"])
    page = client.get(home.headers["Location"], follow=True).content.decode()
    assert "Hawthorn Primary School" in page


def test_no_address_is_open_that_is_not_listed(council: Council) -> None:
    """Every address there is, with keys that lead nowhere: the wall comes first."""
    client = give_password(with_password(council.sam))
    through, public = set(), set()
    for name in names(get_resolver()):
        address = somewhere(name)
        if not getattr(resolve(address).func, "login_required", True):
            public.add(name)
        for ask in (client.get, client.post):
            answer = ask(address)
            led = answer.headers.get("Location", "").startswith(reverse("second_step"))
            if answer.status_code != 302 or not led:
                through.add(name)
        if name == "account_logout":
            client = give_password(council.sam)
    assert through == LET_THROUGH | public
    assert public >= {"account_login", "account_logout", "drafts:keep", "drafts:key"}


def somewhere(name: str) -> str:
    """An address by its name, whatever keys it takes."""
    *spaces, last = name.split(":")
    resolver, prefix = get_resolver(), ""
    for space in spaces:
        start, resolver = resolver.namespace_dict[space]
        prefix += start.replace("\\", "")
    found = resolver.reverse_dict
    possibilities = found.getlist(last)
    pattern, keys = possibilities[0][0][0]
    values = dict.fromkeys(keys, "1")
    if "uidb36" in values:
        values |= {"uidb36": "1", "key": "a-b"}
    return f"/{prefix}{pattern % values}"


def test_an_address_that_leads_nowhere_is_behind_the_wall_too(council: Council) -> None:
    client = give_password(with_password(council.sam))
    answer = client.get("/there/is/no/such/page/")
    assert answer.headers["Location"] == wanted("/there/is/no/such/page/")


def test_the_pages_before_the_wall_have_no_menu_and_count_nothing(
    council: Council,
) -> None:
    client = give_password(with_password(council.rita))
    page = client.get(reverse("second_step")).content.decode()
    assert "Sign out" in page
    for words in ("Queue", "My schools", "Help</a>", "Signing in safely"):
        assert words not in page


def test_a_draft_is_kept_before_the_wall(council: Council) -> None:
    client = give_password(with_password(council.sam))
    owner = client.get(reverse("drafts:key")).json()["owner"]
    sent = {
        "owner": owner,
        "form": "/schools/1/visits/new/",
        "page": str(uuid.uuid4()),
        "sequence": 1,
        "fields": {"summary": [WORDS]},
    }
    answer = client.post(
        reverse("drafts:keep"), json.dumps(sent), content_type="application/json"
    )
    assert answer.json()["kept"] is True


def test_the_key_of_what_was_kept_is_told_behind_the_wall_alone(
    council: Council,
) -> None:
    client = give_password(with_password(council.sam))
    assert client.get(reverse("drafts:key")).json()["key"] is None
    services.set_up_app(user=council.sam, secret=SECRET)
    assert signed_in(council.sam).get(reverse("drafts:key")).json()["key"]


def test_a_password_given_before_the_owner_set_up_an_app_stays_before_the_wall(
    council: Council,
) -> None:
    other = give_password(with_password(council.helen))
    services.set_up_app(user=council.helen, secret=SECRET)
    home = reverse("home")
    assert other.get(home).headers["Location"] == wanted(home, "mfa_reauthenticate")
    other.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert other.get(home).headers["Location"] == wanted(home, "mfa_reauthenticate")
    asked = other.get(home).headers["Location"]
    shown = other.post(asked, {"code": code_of(), "next": home})
    assert shown.headers["Location"] == home
    assert other.get(reverse("search")).status_code == 200


def test_whose_factor_is_gone_is_before_the_wall_again(
    council: Council, settings: Settings
) -> None:
    client = signed_in(with_app(council.helen))
    assert client.get(reverse("search")).status_code == 200
    settings.SECOND_FACTOR_REQUIRED = False
    services.remove_app(user=council.helen)
    settings.SECOND_FACTOR_REQUIRED = True
    search = reverse("search")
    assert client.get(search).headers["Location"] == wanted(search)


def test_a_sign_in_stands_on_the_factor_that_it_has_shown_and_on_no_older_one(
    council: Council,
) -> None:
    helen = with_password(council.helen)
    older = {"user": helen, "type": Authenticator.Type.WEBAUTHN, "data": {}}
    Authenticator.objects.create(**older)
    services.set_up_app(user=helen, secret=SECRET)
    client, search = signed_in(helen), reverse("search")
    assert client.get(search).status_code == 200
    services.set_up_app(user=helen, secret="A" * 32)
    assert client.get(search).headers["Location"] == wanted(
        search, "mfa_reauthenticate"
    )


def test_who_came_in_with_a_recovery_code_is_asked_again_when_new_ones_are_made(
    council: Council,
) -> None:
    with_app(council.helen)
    codes = recovery_codes(council.helen)
    assert codes
    with_a_code, search = give_password(council.helen), reverse("search")
    with_a_code.post(reverse("mfa_authenticate"), {"code": codes.shown[0]})
    with_the_app = signed_in(council.helen)
    assert with_a_code.get(search).status_code == 200
    services.make_codes(user=council.helen)
    assert with_a_code.get(search).headers["Location"] == wanted(
        search, "mfa_reauthenticate"
    )
    assert with_the_app.get(search).status_code == 200


def form(client: Client, address: str) -> dict[str, Any]:
    """What a browser would post, with words typed."""
    return filled(client.get(address), summary=WORDS, intent="share")


def test_words_of_an_expired_sign_in_survive_the_second_step(council: Council) -> None:
    client = signed_in(with_app(council.sam))
    new = reverse("visits:visit_new", args=[council.hawthorn.pk])
    sent = form(client, new)
    del client.cookies[django_settings.SESSION_COOKIE_NAME]
    refused = client.post(new, sent, headers=SAME)
    login = {"login": council.sam.email, "password": PASSWORD}
    page = refused.headers["Location"]
    kept = KeptPost.objects.get()
    half = client.post(page, {**login, "next": kept.address})
    assert half.headers["Location"] == reverse("mfa_authenticate")
    codes = recovery_codes(council.sam)
    assert codes
    entered = client.post(reverse("mfa_authenticate"), {"code": codes.shown[0]})
    assert entered.headers["Location"] == kept.address
    shown = client.get(kept.address).content.decode()
    assert "We kept what you typed. Check it and save." in shown
    assert WORDS in shown
    assert not Visit.objects.exists()


def test_words_sent_to_the_wall_are_kept_and_shown_behind_it(
    council: Council, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client = give_password(with_password(council.sam))
    new = reverse("visits:visit_new", args=[council.hawthorn.pk])
    sent = form(client, new)
    settings.SECOND_FACTOR_REQUIRED = True
    led = client.post(new, sent, headers=SAME)
    kept = KeptPost.objects.get()
    assert not Visit.objects.exists()
    assert WORDS not in client.get(kept.address, follow=True).content.decode()
    codes = set_up(client, led.headers["Location"])
    onwards = client.post(codes.headers["Location"])
    assert onwards.headers["Location"] == kept.address
    assert WORDS in client.get(kept.address).content.decode()


def told(*, required: bool, settings: Settings) -> list[str | None]:
    settings.SECOND_FACTOR_REQUIRED = required
    found = run_checks(include_deployment_checks=True)
    return [one.id for one in found if one.id == "sitrack.E002"]


def test_an_installation_without_the_wall_is_told_before_it_is_used(
    settings: Settings,
) -> None:
    assert told(required=False, settings=settings) == ["sitrack.E002"]
    assert told(required=True, settings=settings) == []

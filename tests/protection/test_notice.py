"""The privacy notice: a default, the administrator's words, and where it is found."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from protection.models import PrivacyNotice
from protection.queries.notice import notice
from protection.rules import sections_of
from protection.services.notice import word_notice
from sitrack.core.models import Event
from sitrack.core.versions import Stale
from tests.universe import Council

PRIVACY = reverse("protection:privacy")
CHANGE = reverse("protection:privacy_change")


@pytest.mark.django_db
def test_a_visitor_reads_the_default_from_the_footer(
    client: Client, settings: Settings
) -> None:
    settings.ORGANISATION = "Eastshire"
    footer = client.get(reverse("account_login")).content.decode()
    assert f'href="{PRIVACY}"' in footer
    text = client.get(PRIVACY).content.decode()
    assert "Eastshire runs this service" in text
    assert "{organisation}" not in text
    assert "What we hold" in text
    assert "Changed on" not in text


def test_the_administrator_puts_other_words_in_its_place(
    client: Client, council: Council
) -> None:
    client.force_login(council.ada)
    form = client.get(CHANGE)
    assert "runs this service" in form.content.decode()
    token = form.context["submit_token"]
    sent = {"text": "We hold little.\n## Why\n- <b>the law</b>", "version": "1"}
    answer = client.post(CHANGE, {**sent, "submit_token": token})
    assert (answer.status_code, answer["Location"]) == (302, PRIVACY)
    text = client.get(PRIVACY).content.decode()
    assert "We hold little." in text
    assert "&lt;b&gt;the law" in text
    assert '<h2 class="govuk-heading-m">Why</h2>' in text
    assert "Changed on 10 November 2025." in text
    assert Event.objects.latest("pk").verb == "privacy.worded"


def test_of_two_who_change_it_the_second_is_told(council: Council) -> None:
    word_notice(text="One", expected_version=1, by=council.ada)
    with pytest.raises(Stale):
        word_notice(text="Two", expected_version=1, by=council.hana)
    assert notice().text == "One"
    assert PrivacyNotice.objects.get().version == 2


def test_nobody_else_words_it(council: Council) -> None:
    with pytest.raises(PermissionDenied):
        word_notice(text="One", expected_version=1, by=council.sam)


def test_who_looks_after_data_protection_finds_its_page(
    client: Client, council: Council
) -> None:
    page = reverse("protection:data_protection")
    client.force_login(council.hana)
    assert page in client.get(PRIVACY).content.decode()
    assert CHANGE in client.get(page).content.decode()
    client.force_login(council.rita)
    assert CHANGE not in client.get(page).content.decode()
    client.force_login(council.helen)
    assert page not in client.get(PRIVACY).content.decode()
    client.force_login(council.ada)
    assert page in client.get(reverse("home")).content.decode()


def test_a_notice_is_read_by_its_headings() -> None:
    parts = sections_of("First.\n\n## One\nA\nB\n## Two")
    assert parts == [("", "First."), ("One", "A\nB"), ("Two", "")]
    assert sections_of("") == []

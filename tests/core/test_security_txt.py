"""Whoever finds a hole is told whom to tell (RFC 9116)."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from sitrack import environment
from tests.universe import Council

ADDRESS = "/.well-known/security.txt"


def test_it_names_the_contact_and_never_runs_out(
    council: Council, settings: Settings
) -> None:
    settings.SECURITY_CONTACT = "mailto:security@council.example"
    settings.SITE_URL = "https://sitrack.example"
    assert Client().get(ADDRESS).content.decode().splitlines() == [
        "Contact: mailto:security@council.example",
        "Expires: 2026-02-08T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://sitrack.example/.well-known/security.txt",
    ]


def test_there_is_none_where_nobody_is_named(
    council: Council, settings: Settings
) -> None:
    settings.SECURITY_CONTACT = ""
    assert Client().get(ADDRESS).status_code == 404


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ("mailto:security@council.example", True),
        ("https://council.example/report", True),
        ("", True),
        ("security@council.example", False),
        ("http://council.example/report", False),
    ],
)
def test_a_contact_is_an_address_that_opens(
    monkeypatch: pytest.MonkeyPatch, value: str, good: bool
) -> None:
    monkeypatch.setenv("SITRACK_SECURITY_CONTACT", value)
    if good:
        assert environment.contact("SITRACK_SECURITY_CONTACT") == value
        return
    with pytest.raises(ImproperlyConfigured, match="must start with mailto:"):
        environment.contact("SITRACK_SECURITY_CONTACT")

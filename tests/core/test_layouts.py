"""Pages that must stand when everything else has fallen, and the assets behind them."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from scripts.vendor_frontend import clean_css
from tests.universe import Council

LAYOUTS = ["list", "detail", "form", "confirm", "print"]


@pytest.mark.parametrize("name", ["403", "403_csrf", "404", "500"])
def test_an_error_page_needs_no_request_no_context_and_no_database(name: str) -> None:
    drawn = render_to_string(f"{name}.html")
    assert "<h1" in drawn
    assert "Sign out" not in drawn


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_holds_one_heading_and_no_inline_script_or_style(
    layout: str,
) -> None:
    drawn = render_to_string(f"layouts/{layout}.html")
    assert drawn.count("<h1") == 1
    assert "<style" not in drawn
    assert "style=" not in drawn
    assert "<script>" not in drawn


def test_the_enter_key_never_removes_a_row() -> None:
    drawn = render_to_string("layouts/form.html")
    first = drawn[drawn.index("<form") :].split("<button")[1]
    assert "name=" not in first.split(">")[0]


def test_the_demonstration_says_so_on_every_page() -> None:
    says = "This is a demonstration."
    assert says in render_to_string("base.html", {"demonstration": True})
    assert says not in render_to_string("base.html")


def test_the_foot_drawn_for_one_reader_is_not_another_ones(
    client: Client, council: Council
) -> None:
    address, link = reverse("accessibility"), "Where you are signed in"
    assertNotContains(client.get(address), link)
    client.force_login(council.sam)
    assertContains(client.get(address), link)
    client.logout()
    assertNotContains(client.get(address), link)


def test_what_belongs_to_gov_uk_alone_is_cleaned_away() -> None:
    css = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}"
        "a{font-family:GDS Transport,arial,sans-serif}.x__crown{top:0}"
        "b{background:url(/assets/images/govuk-crest.svg)}"
        "i{background:url(/assets/images/icon.svg)}\n/*# sourceMappingURL=x.map */"
    )
    assert clean_css(css).strip() == (
        'a{font-family:arial,"Liberation Sans",helvetica,sans-serif}'
        "b{background:none}i{background:url(images/icon.svg)}"
    )


def test_no_crown_crest_or_gov_uk_typeface_is_served() -> None:
    for path in Path(settings.BASE_DIR, "static").rglob("*"):
        if path.is_file() and path.suffix in {".css", ".js", ".svg"}:
            words = f"{path.name} {path.read_text()}".lower()
            for word in ("gds transport", "crest", "crown", "govuk-icon"):
                assert word not in words, path

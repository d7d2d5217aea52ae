"""The longest form arrives whole; what is longer gets a page that says so."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from sitrack.core.forms import MOST_ROWS
from tests.universe import Council
from tests.visits.forms import posted
from visits.models import Visit

FULL = "ﷺ" * 50_000


@pytest.fixture
def sam(client: Client, council: Council) -> Client:
    client.force_login(council.sam)
    return client


def new(council: Council) -> str:
    return reverse("visits:visit_new", args=[council.hawthorn.pk])


def test_a_note_with_every_box_full_is_saved(sam: Client, council: Council) -> None:
    steps = tuple(("ﷺ" * 2_000, "1/12/2025", "Helen") for _ in range(MOST_ROWS))
    note = posted(council, steps=steps, agenda="ﷺ" * 5_000, intent="draft")
    texts = dict.fromkeys(("follow_up", "focus", "summary"), FULL)
    answer = sam.post(new(council), {**note, **texts})
    assert answer.status_code == 302
    assert {row.text for row in Visit.objects.get().sections.all()} == {FULL}


def test_more_than_any_form_holds_is_refused_in_the_same_look(
    sam: Client, council: Council
) -> None:
    answer = sam.post(new(council), posted(council, summary="x" * 13_000_000))
    assert answer.status_code == 413
    assert "This is too long to send at once" in unescape(answer.content.decode())
    assert b"govuk-template" in answer.content


def test_more_boxes_than_any_form_has_are_refused_too(
    sam: Client, council: Council
) -> None:
    boxes = {f"box{number}": "" for number in range(2_001)}
    assert sam.post(new(council), {**posted(council), **boxes}).status_code == 413


def test_an_address_that_cannot_be_read_is_told_plainly(client: Client) -> None:
    answer = client.get("/", headers={"Host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "We could not read what was sent" in unescape(answer.content.decode())

"""A review of a phase keeps the marks of its day, on the page and on paper."""

from datetime import date

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from engagement.models import PhaseReview
from tests.frameworks.phasing import mark_as, review
from tests.pdf import text_of
from tests.reports.pages import read, signed_in
from tests.reports.printing import drawn
from tests.universe import Council


@pytest.mark.item("TRU-D-07")
def test_a_review_keeps_the_marks_of_its_day(
    trust: Council, clock: time_machine.Traveller
) -> None:
    mark_as(trust, "lg", ("TRU-B-42", "partly", "A deputy starts in January"))
    held = review(trust)
    clock.move_to(date(2026, 1, 12))
    mark_as(trust, "lg", ("TRU-B-42", "met", "All posts are filled"))
    for reader in (trust.sam, trust.helen, trust.gus):
        shown = read(reader, held.get_absolute_url())
        assert "Reading is taught every day." in shown
        assert "A deputy starts in January" in shown
        assert "All posts are filled" not in shown


def test_a_double_click_records_one_review(trust: Council) -> None:
    address = reverse("engagement:phase_hold", args=[trust.record().pk])
    client: Client = signed_in(trust.sam)
    shown = client.get(address)
    sent = {
        "submit_token": shown.context["submit_token"],
        "held_on": "10/11/2025",
        "present": "Sam Rowe",
        "summary": "Well on the way",
        "next_steps": "",
    }
    client.post(address, sent)
    client.post(address, sent)
    assert PhaseReview.objects.count() == 1


@pytest.mark.item("PDF-11")
def test_the_review_is_a_document_with_every_benchmark_of_its_day(
    trust: Council,
) -> None:
    mark_as(trust, "lg", ("TRU-B-42", "partly", "A deputy starts in January"))
    mark_as(trust, "safeguarding", ("TRU-I-39", "met", "All staff in September"))
    held = review(trust)
    text = text_of(drawn("phase-review", held.pk, trust.gus))
    for printed in (
        "School Improvement Core Offer",
        "Phase 2 Repair",
        "Reading is taught every day.",
        "A deputy starts in January",
        "Level 2 training for staff in place",
        "All staff in September",
        "43 of 43 benchmarks were not met",
        "0 of 20 were done",
    ):
        assert printed in text

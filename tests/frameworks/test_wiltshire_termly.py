"""Wiltshire's levels are looked at each term, and a change of one is told by letter."""

import pytest
from django.urls import reverse

from engagement.models import ChangeLetter
from engagement.services.decisions import approve
from reports.services.moderation import approve_note, confirm_review, write_note
from tests.frameworks.fitting import viewed_fit
from tests.reports.pages import read
from tests.universe import Council


@pytest.mark.item("WIL-W-04", "CAD-09")
def test_the_regional_lead_and_the_head_of_service_review_the_levels_each_term(
    wiltshire: Council,
) -> None:
    term = wiltshire.terms["autumn"]
    note = write_note(
        school=wiltshire.hawthorn,
        term=term,
        text="The level fits.",
        expected_version=0,
        by=wiltshire.rita,
    )
    shown = read(wiltshire.hana, reverse("moderations"))
    assert "Hawthorn Primary School" in shown
    assert "The level fits." in shown
    approve_note(note=note, expected_version=note.version, by=wiltshire.hana)
    review = confirm_review(term=term, by=wiltshire.hana)
    assert (review.term, review.confirmed_by) == (term, wiltshire.hana)
    assert "Hawthorn Primary School" in str(review.rows)


@pytest.mark.item("WIL-D-14")
def test_a_change_of_level_is_told_by_letter(wiltshire: Council) -> None:
    decided = approve(
        assignment=viewed_fit(wiltshire), note="Agreed.", by=wiltshire.rita
    )
    letter = ChangeLetter.objects.get(assignment=decided)
    text = read(wiltshire.user("helen"), letter.get_absolute_url())
    assert "Vulnerable" in text
    assert "20 November 2025" in text

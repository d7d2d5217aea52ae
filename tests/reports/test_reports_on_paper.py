"""Reports to members and of moderation on paper: frozen, with their number and day."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.http import Http404

from reports.documents import KINDS
from reports.models import LevelReview, ModerationNote
from reports.services.members import approve_report, begin_report
from reports.services.moderation import approve_note, confirm_review, write_note
from schools.models import School
from sitrack.core.models import User
from tests.pdf import failures, pages_of, text_of
from tests.reports.printing import drawn
from tests.universe import Council

LATER = datetime(2025, 12, 12, 10, tzinfo=UTC)


@pytest.mark.item("PDF-12")
def test_a_report_to_members_bears_its_number_and_day_on_each_page(
    council: Council, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    report = begin_report(term=council.terms["autumn"], region=None, by=council.hana)
    draft = text_of(drawn("members", report.pk, council.dee))
    assert "Not approved." in draft
    assert "not approved: figures of today" in draft
    approve_report(report=report, expected_version=report.version, by=council.hana)
    first = drawn("members", report.pk, council.dee)
    clock.move_to(LATER)
    School.objects.filter(pk=council.hawthorn.pk).update(maintained=False)
    pdf = drawn("members", report.pk, council.dee)
    said = f"Report number {report.pk}, Autumn 2025/26 · figures of 10 November 2025"
    assert [said in page for page in pages_of(pdf)] == [True] * len(pages_of(pdf))
    when = ("Printed 10 November 2025", "Printed 12 December 2025")
    assert text_of(pdf) == text_of(first).replace(*when)
    assert "Entitlement up to 8 hours" in text_of(pdf)
    assert failures(pdf, tmp_path) == ""


def test_the_exact_version_says_that_it_is_not_for_the_public(council: Council) -> None:
    report = begin_report(term=council.terms["autumn"], region=None, by=council.hana)
    exact = text_of(drawn("members-exact", report.pk, council.hana))
    assert "Exact version, not for the public" in exact
    assert "<5" not in exact
    assert "<5" in text_of(drawn("members", report.pk, council.hana))


def written(council: Council, school: School, text: str, by: User) -> ModerationNote:
    note = write_note(
        school=school,
        term=council.terms["autumn"],
        text=text,
        expected_version=0,
        by=by,
    )
    approve_note(note=note, expected_version=1, by=council.hana)
    return note


@pytest.mark.item("PDF-12")
def test_a_moderation_report_stays_what_was_confirmed(
    council: Council, clock: time_machine.Traveller, tmp_path: Path
) -> None:
    autumn = council.terms["autumn"]
    written(council, council.hawthorn, "The level fits.", council.rita)
    assert "Not confirmed." in text_of(drawn("moderation", autumn.pk, council.hana))
    review = confirm_review(term=autumn, by=council.hana)
    clock.move_to(LATER)
    write_note(
        school=council.hawthorn,
        term=autumn,
        text="Changed afterwards.",
        expected_version=2,
        by=council.rita,
    )
    pdf = drawn("moderation", autumn.pk, council.hana)
    said = f"review number {review.pk}, confirmed 10 November 2025"
    assert [said in page for page in pages_of(pdf)] == [True] * len(pages_of(pdf))
    text = text_of(pdf)
    assert "The level fits. Rita" in text
    assert "Approved: Hana" in text
    assert "Changed afterwards." not in text
    assert failures(pdf, tmp_path) == ""


def test_of_a_moderation_each_reads_of_their_own_schools_alone(
    council: Council,
) -> None:
    autumn = council.terms["autumn"]
    written(council, council.hawthorn, "CANARYEAST", council.rita)
    written(council, council.birch, "CANARYWEST", council.rolf)
    confirm_review(term=autumn, by=council.hana)
    read = {
        name: {
            word
            for word in text_of(
                drawn("moderation", autumn.pk, council.user(name))
            ).split()
            if word.startswith("CANARY")
        }
        for name in ("hana", "rita", "rolf", "sam", "ola")
    }
    assert read == {
        "hana": {"CANARYEAST", "CANARYWEST"},
        "rita": {"CANARYEAST"},
        "rolf": {"CANARYWEST"},
        "sam": {"CANARYEAST"},
        "ola": {"CANARYWEST"},
    }
    with pytest.raises(PermissionDenied):
        KINDS["moderation"].find(council.helen, autumn.pk)
    with pytest.raises(Http404):
        KINDS["moderation"].find(council.hana, council.terms["summer"].pk)


def test_a_review_keeps_a_row_for_every_school_that_counts(council: Council) -> None:
    written(council, council.hawthorn, "The level fits.", council.rita)
    review = confirm_review(term=council.terms["autumn"], by=council.hana)
    rows = LevelReview.objects.get(pk=review.pk).rows
    assert [row["text"] for row in rows if row["text"]] == ["The level fits."]
    assert {"school", "level", "moved", "differs", "settled"} <= set(rows[0])

"""What was written for a term, and what stood there before: nothing goes unseen."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from engagement.services.sections import (
    SupportLine,
    give_trajectory,
    plan_support,
    set_assessments,
)
from tests.pdf import text_of
from tests.reports.acts import give
from tests.reports.pages import get, links, read
from tests.reports.printing import printed
from tests.universe import Council

JANUARY = datetime(2026, 1, 12, 9, tzinfo=UTC)


def changes_of(council: Council, name: str = "helen") -> str:
    path = reverse(
        "engagement:term_changes",
        args=[council.record().pk, council.terms["autumn"].pk],
    )
    return read(council.user(name), path)


def write_everything(council: Council, *, again: bool = False) -> None:
    """A view, an assessment and a plan for autumn, or the same amended."""
    record, autumn = council.record(), council.terms["autumn"]
    version = 1 if again else 0
    give_trajectory(
        record=record,
        term=autumn,
        subject="inspection",
        viewpoint="la",
        option=council.option("ofsted_trajectory", "not_good" if again else "good"),
        comment="",
        expected_version=version,
        by=council.rita if again else council.sam,
    )
    reading = council.framework.measures.get(code="SUF-R-18f")
    set_assessments(
        record=record,
        term=autumn,
        texts={reading: "74% EXS+" if again else "72% EXS+"},
        expected_versions={reading.pk: version},
        by=council.helen,
    )
    plan = "Two visits" if again else "One visit"
    plan_support(
        record=record,
        term=autumn,
        lines={"entitlement": SupportLine(plan, 120, version)},
        by=council.dev,
    )


@pytest.mark.item("INV-27")
def test_a_past_term_is_amended_in_the_open(
    council: Council, clock: time_machine.Traveller
) -> None:
    write_everything(council)
    record = council.record().get_absolute_url()
    assert "after the term" not in changes_of(council)
    clock.move_to(JANUARY)
    write_everything(council, again=True)
    shown = changes_of(council)
    assert "6 changes" in shown
    view = "Trajectory to the next Ofsted inspection: LA view"
    assert (
        f"{view} , Rita Okafor (after the term ended)"
        " Not likely to be judged Good Before: Likely to be judged Good" in shown
    )
    assert (
        "KS2 READING , Helen Marsh (after the term ended) 74% EXS+ Before: 72% EXS+"
        in shown
    )
    assert (
        "Dev Chandra (after the term ended) Two visits Planned: 2 hours"
        " Before: One visit Planned: 2 hours" in shown
    )
    assert f"{view} , Sam Rowe Likely to be judged Good" in shown
    for part in ("position", "assessments", "plan"):
        answer = get(council.gus, f"{record}?part={part}")
        assert answer.content.decode().count("Changed after the term ended") == 1
        assert reverse(
            "engagement:term_changes",
            args=[council.record().pk, council.terms["autumn"].pk],
        ) in links(answer)
    paper = text_of(printed(council))
    assert "Not likely to be judged Good (amended)" in paper
    assert "KS2 READING 74% EXS+ (amended)" in paper
    assert "Two visits Planned: 2 hours (amended)" in paper
    assert "72% EXS+" not in paper


@pytest.mark.item("INV-27")
def test_what_is_first_written_late_is_late_and_not_amended(
    council: Council, clock: time_machine.Traveller
) -> None:
    give(council, "school", "good", council.helen, draft=True)
    clock.move_to(JANUARY)
    give_trajectory(
        record=council.record(),
        term=council.terms["autumn"],
        subject="inspection",
        viewpoint="school",
        option=council.option("ofsted_trajectory", "good"),
        comment="",
        expected_version=1,
        by=council.helen,
    )
    path = council.record().get_absolute_url()
    assert "Changed after the term ended" not in read(council.sam, path)
    assert "1 change " in changes_of(council)
    assert "(amended)" not in text_of(printed(council))


@pytest.mark.item("CONF-07", "ACC-006")
def test_a_draft_is_no_change_that_anybody_reads(council: Council) -> None:
    give(council, "school", "good", council.helen, draft=True)
    for name in ("sam", "gus", "helen"):
        assert "0 changes" in changes_of(council, name)


@pytest.mark.item("ACC-005", "DER-09")
def test_two_views_that_differ_are_a_reason_to_talk(council: Council) -> None:
    path = council.record().get_absolute_url()
    prompt = "The school and the LA see Autumn differently. Both views stand."
    give(council, "school", "good", council.helen)
    assert prompt not in read(council.sam, path)
    give(council, "la", "not_good", council.sam)
    for name in ("sam", "helen", "rita"):
        shown = read(council.user(name), path)
        assert prompt in shown
        assert "Autumn The two views differ" in shown
    form = reverse(
        "engagement:trajectory", args=[council.record().pk, council.terms["autumn"].pk]
    )
    for name in ("sam", "helen"):
        assert "The two views differ, and both stand." in read(council.user(name), form)

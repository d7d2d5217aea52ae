"""The plan for support says which of the school's priorities it is for (SUF-W-07)."""

from typing import Any

import pytest
from django.urls import reverse

from engagement.models import RecordPriority, SupportEntry
from engagement.services.priorities import (
    PriorityLine,
    set_priorities,
    write_priorities,
)
from engagement.services.sections import SupportLine, plan_support
from tests.engagement.test_term_pages import plan
from tests.pdf import text_of
from tests.reports.pages import get, queries_of, read, signed_in, words
from tests.reports.printing import printed
from tests.universe import Council


@pytest.fixture
def writing(council: Council) -> RecordPriority:
    """Hawthorn works on writing, and on attendance."""
    record = council.record()
    set_priorities(
        record=record,
        expected_version=record.version,
        texts=["Writing in Year 4", "Attendance"],
        by=council.helen,
    )
    return RecordPriority.objects.get(text="Writing in Year 4")


def page_of(council: Council) -> str:
    record, term = council.record(), council.terms["autumn"]
    return reverse("engagement:support", args=[record.pk, term.pk])


def shown(council: Council, name: str) -> str:
    path = f"{council.record().get_absolute_url()}?part=plan"
    return read(council.user(name), path)


def planned(council: Council, strand: str, *priorities: RecordPriority) -> None:
    line = SupportLine("Moderation", None, 0, priorities=priorities)
    plan_support(
        record=council.record(),
        term=council.terms["autumn"],
        lines={strand: line},
        by=council.sam,
    )


def close(council: Council, priority: RecordPriority) -> None:
    record = council.record()
    write_priorities(
        record=record,
        expected_version=record.version,
        lines=[PriorityLine(priority.text, key=priority.pk, ended="Moderated.")],
        by=council.helen,
    )


@pytest.mark.item("SUF-W-07", "SUF-R-20", "SUF-R-22")
def test_support_is_linked_to_the_priorities_of_the_school(
    council: Council, writing: RecordPriority
) -> None:
    form = read(council.sam, page_of(council))
    asked = "Which of the school’s priorities is it for? Writing in Year 4 Attendance"
    assert form.count(asked) == 3, "What the school offers is for others’ priorities."
    sent: dict[str, Any] = plan(
        text_entitlement="Two days of coaching",
        priorities_entitlement=[str(writing.pk)],
        priorities_school_to_school=[str(writing.pk)],
    )
    assert signed_in(council.sam).post(page_of(council), sent).status_code == 302
    linked = {
        row.strand: list(row.priorities.all()) for row in SupportEntry.objects.all()
    }
    assert linked == {"entitlement": [writing], "school_to_school": [writing]}
    line = "Two days of coaching For the priority: Writing in Year 4"
    assert line in shown(council, "helen")
    assert line in shown(council, "gus")
    again = get(council.helen, page_of(council)).context["form"]
    assert again["priorities_entitlement"].value() == [str(writing.pk)]
    assert again["priorities_other_teams"].value() is None


@pytest.mark.item("SUF-W-07", "SUF-D-01")
def test_paper_says_which_priority_support_is_for(
    council: Council, writing: RecordPriority
) -> None:
    planned(council, "entitlement", writing)
    assert "For the priority: Writing in Year 4" in text_of(printed(council))


def test_a_priority_that_is_closed_stays_where_it_was_named(
    council: Council, writing: RecordPriority
) -> None:
    planned(council, "other_teams", writing)
    assert "For the priority: Writing in Year 4" in shown(council, "theo")
    close(council, writing)
    assert "For the priority: Writing in Year 4" in shown(council, "helen")
    assert "Writing in Year 4" in read(council.sam, page_of(council))
    assert "Writing in Year 4" not in shown(council, "theo"), "It reads open ones."


def test_another_schools_priority_is_refused(
    council: Council, writing: RecordPriority
) -> None:
    elm = council.record("elm")
    set_priorities(
        record=elm, expected_version=elm.version, texts=["Maths"], by=council.sam
    )
    other = RecordPriority.objects.get(text="Maths")
    sent = plan(priorities_entitlement=[str(other.pk)])
    answer = signed_in(council.sam).post(page_of(council), sent)
    assert answer.status_code == 422
    assert "is not one of the available choices" in words(answer)
    assert not SupportEntry.objects.exists()


def test_a_link_changed_by_another_is_shown_beside_mine(
    council: Council, writing: RecordPriority
) -> None:
    planned(council, "entitlement", writing)
    sent = plan(text_entitlement="Coaching")
    answer = signed_in(council.helen).post(page_of(council), sent)
    assert answer.status_code == 409
    differs = {one.label: one for one in answer.context["differences"]}
    asked = differs["Which of the school’s priorities is it for?"]
    assert (asked.theirs, asked.mine) == ("Writing in Year 4", "")


def test_the_plan_asks_no_more_for_many_priorities(
    council: Council, writing: RecordPriority
) -> None:
    planned(council, "entitlement", writing)
    path = f"{council.record().get_absolute_url()}?part=plan"
    pages = (path, page_of(council))
    few = [queries_of(council.sam, page) for page in pages]
    texts = ["Writing in Year 4", *(f"Priority {number}" for number in range(9))]
    record = council.record()
    set_priorities(
        record=record, expected_version=record.version, texts=texts, by=council.sam
    )
    planned(council, "other_teams", *record.priorities.filter(closed=False))
    assert [queries_of(council.sam, page) for page in pages] == few
    assert max(few) <= 12, few

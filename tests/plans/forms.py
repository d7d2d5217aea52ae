"""Addresses of a plan's pages, and what is posted to them."""

from typing import Any

from django.urls import reverse

from plans.models import Plan
from tests.engagement.section_forms import sent
from tests.plans.reviewing import action
from tests.universe import Council


def url(name: str, *keys: int) -> str:
    return reverse(f"plans:{name}", args=keys)


def front_sent(plan: Plan, **overrides: Any) -> dict[str, Any]:
    return sent(
        **{
            "starts_on": "10 11 2025",
            "ends_on": "27 3 2026",
            "reasons": "Writing has fallen.",
            "criteria_0": ["SUF-C-06"],
            "present": [],
            "others": "Ruth Abel, Adviser",
            "version": plan.version,
            **overrides,
        }
    )


def priority_sent(*rows: dict[str, str], **overrides: Any) -> dict[str, Any]:
    boxes = {
        f"actions-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
    }
    return sent(
        **{
            "title": "Writing in Key Stage 2",
            "expected_change": "More pupils write well.",
            "serves": "",
            "version": 0,
            "actions-TOTAL_FORMS": str(len(rows)),
            "actions-INITIAL_FORMS": "0",
            **boxes,
            **overrides,
        }
    )


ROW = {
    "text": "Moderate writing",
    "who": "Theo Grant",
    "due_on": "12 12 2025",
    "when": "by half term",
}


def review_sent(council: Council, plan: Plan, **changed: Any) -> dict[str, Any]:
    """A whole review, as a browser posts it."""
    present = [str(council.persons[name].pk) for name in ("sam", "helen")]
    books = action(plan).pk
    return sent(
        **{
            "intent": "share",
            "held_on": "10/11/2025",
            "minutes": "2h",
            "present": present,
            "others": "Ruth Abel, diocesan adviser",
            "answer_where_now": "Half are trained",
            f"rag_{books}": "amber",
            f"words_{books}": "Half have come",
            "on_track": "yes",
            "next_review_at_0": "15/12/2025",
            "next_review_at_1": "9:30",
            "version": "",
            **changed,
        }
    )

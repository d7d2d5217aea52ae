"""Recording, taking and marking a request in one line each."""

from datetime import date
from typing import Any

from disclosure.acts import acts
from disclosure.models import DisclosedItem, Disclosure, Treatment
from disclosure.services.marking import Why, mark_words, settle
from disclosure.services.requests import record_request
from disclosure.services.taking import take_record
from sitrack.core.models import User
from tests.universe import Council

NAMES = Why("40(2)")


def request_about(council: Council, **more: Any) -> Disclosure:
    """A request about Hawthorn that Hana recorded on the day it came."""
    asked: dict[str, Any] = {
        "reference": "FOI 26/041",
        "school": council.hawthorn,
        "years": [council.year],
        "asked_for": "All notes of visits to the school in 2025/26.",
        "act": acts()["foia"],
        "received_on": date(2025, 11, 7),
        "by": council.hana,
    }
    return record_request(**{**asked, **more})


def taken(council: Council, **more: Any) -> Disclosure:
    """The same, and the record taken."""
    found = request_about(council, **more)
    take_record(disclosure=found, by=council.hana)
    return found


def item_of(disclosure: Disclosure, key: str) -> DisclosedItem:
    """The first item whose key begins so."""
    found: DisclosedItem = disclosure.items.filter(key__startswith=key)[0]
    return found


def settle_one(
    item: DisclosedItem, by: User, treatment: str = Treatment.DISCLOSE, **why: str
) -> None:
    now = item.disclosure.items.get(pk=item.pk)
    settle(
        item=item,
        treatment=treatment,
        why=Why(why.get("section", ""), why.get("note", "")),
        seen=now.marked_fingerprint,
        by=by,
    )


def settle_all(disclosure: Disclosure, by: User) -> None:
    """Settle every item as it stands."""
    for item in disclosure.items.all():
        settle_one(item, by, item.treatment, section=item.section)


def withhold(disclosure: Disclosure, words: str, by: User, **more: Any) -> int:
    why = more.pop("why", NAMES)
    return mark_words(disclosure=disclosure, words=words, why=why, by=by, **more)


def now(disclosure: Disclosure) -> Disclosure:
    return Disclosure.objects.get(pk=disclosure.pk)

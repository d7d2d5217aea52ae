"""Moderation notes: read by the authority at the school, by no school and no director."""

from reports.services.moderation import ask_to_revisit, write_note
from tests.access.canaries import Canaries
from tests.universe import Council

READERS = frozenset({"sam", "rita", "hana"})


def moderate(council: Council, canaries: Canaries) -> None:
    """A note on Hawthorn's level, and what the head of service asks of it."""
    autumn = council.terms["autumn"]
    write_note(
        school=council.hawthorn,
        term=autumn,
        text=canaries.word("moderation", READERS),
        expected_version=0,
        by=council.rita,
    )
    ask_to_revisit(
        school=council.hawthorn,
        term=autumn,
        ask=canaries.word("revisit", READERS),
        expected_version=1,
        by=council.hana,
    )

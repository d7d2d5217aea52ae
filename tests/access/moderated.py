"""Moderation notes and reports to members, which no school reads."""

from reports.models import MembersReport
from reports.services.members import begin_report, change_words
from reports.services.moderation import ask_to_revisit, write_note
from tests.access.canaries import Canaries
from tests.universe import Council

READERS = frozenset({"sam", "rita", "hana"})
REPORTED = frozenset({"rita", "rolf", "hana", "dee"})


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
    for region in (None, council.hawthorn.region):
        begin_report(term=autumn, region=region, by=council.hana)
    report = MembersReport.objects.get(region=None)
    change_words(
        report=report,
        words=canaries.word("members", REPORTED),
        expected_version=report.version,
        by=council.hana,
    )

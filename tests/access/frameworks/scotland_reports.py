"""Reports of a term in the world of Scotland: one that was sent, one in draft."""

from typing import Any

from plans.services.term_reports import save_report, send_report
from schools.models import School
from tests.access.canaries import LEADERS, Canaries
from tests.access.frameworks.part import Part, thing
from tests.access.frameworks.scotland_gradings import OFFICERS, READS
from tests.access.places import school
from tests.access.row import Row
from tests.universe import Council


def _add(council: Council, canaries: Canaries) -> dict[str, Any]:
    def written(at: School, term: str, text: str) -> Any:
        return save_report(
            school=at,
            term=council.terms[term],
            text=text,
            expected_version=0,
            by=council.sam,
        )

    sent = written(
        council.hawthorn, "spring", canaries.word("scosent", OFFICERS | LEADERS)
    )
    return {
        "sco_sent": send_report(report=sent, by=council.sam),
        "sco_draft": written(
            council.hawthorn, "autumn", canaries.word("scodraft", OFFICERS)
        ),
    }


#            no he de co gu se od ev sa ol ri ro ha de th ad
WRITES = "   - x x . . . . . o . o . x x . ."
NOBODY = "   - . . . . . . . . . . . . . . ."
DRAFT = "    - . . . . . . . o . o . o o . ."
PAPERS = (
    Row(thing("sco_sent", kind="term-report"), READS, "GET"),
    Row(thing("sco_draft", kind="term-report"), NOBODY, "GET"),
)
REPORTS = Part(
    _add,
    {
        "plans:term_report_write": (Row(school("hawthorn"), WRITES, "GET"),),
        "plans:term_report": (
            Row(thing("sco_sent"), READS, "GET"),
            Row(thing("sco_draft"), DRAFT, "GET"),
        ),
        "document": PAPERS,
        "document_word": PAPERS,
    },
)

"""What both sides write in a record, with a word in each text."""

from engagement.services.measures import say_of_measure
from engagement.services.priorities import PriorityLine, write_priorities
from engagement.services.records import change_header
from engagement.services.sections import (
    SupportLine,
    give_trajectory,
    plan_support,
    set_assessments,
)
from tests.access.canaries import GOVERNORS, LA, LEADERS, TEAM, Canaries
from tests.universe import Council


def write_sections(council: Council, canaries: Canaries) -> None:
    """Both sides' views, given and in draft, and all else that a record holds."""
    school = LEADERS | GOVERNORS
    everyone = LA | school | TEAM
    record = council.record()
    views = (
        ("autumn", "school", council.helen, True, LEADERS),
        ("autumn", "la", council.sam, True, LA),
        ("spring", "school", council.helen, False, LA | school),
        ("spring", "la", council.sam, False, everyone),
    )
    for term, viewpoint, by, draft, readers in views:
        give_trajectory(
            record=record,
            term=council.terms[term],
            subject="inspection",
            viewpoint=viewpoint,
            option=council.option("ofsted_trajectory", "good"),
            comment=canaries.word(f"{term}{viewpoint}view", readers),
            expected_version=0,
            by=by,
            draft=draft,
        )
    give_trajectory(
        record=record,
        term=council.terms["autumn"],
        subject="assessment",
        viewpoint="joint",
        option=council.option("assessment_trajectory", "in_line"),
        comment=canaries.word("jointview", everyone),
        expected_version=0,
        by=council.sam,
    )
    set_assessments(
        record=record,
        term=council.terms["autumn"],
        texts={council.framework.measures.all()[0]: canaries.word("cell", everyone)},
        expected_versions={},
        by=council.sam,
    )
    lines = {
        strand: SupportLine(canaries.word(strand.replace("_", ""), readers), None, 0)
        for strand, readers in (
            ("entitlement", LA | school),
            ("other_teams", everyone),
            ("school_to_school", LA | school),
            ("offer", LA | school),
        )
    }
    autumn = council.terms["autumn"]
    plan_support(record=record, term=autumn, lines=lines, by=council.sam)
    change_header(
        record=record,
        expected_version=record.version,
        vision=canaries.word("vision", everyone),
        adviser=canaries.word("adviser", everyone),
        peer_review=None,
        peer_review_note=canaries.word("peerreview", everyone),
        by=council.sam,
    )
    record = council.record()
    write_priorities(
        record=record,
        expected_version=record.version,
        lines=[
            PriorityLine(canaries.word("priority", everyone)),
            PriorityLine(
                canaries.word("closedpriority", LA | school),
                ended=canaries.word("ended", LA | school),
            ),
        ],
        by=council.sam,
    )
    say_of_measure(
        record=record,
        measure=council.framework.measures.get(label="KS5"),
        applies=True,
        reason=canaries.word("whythisrow", LA | LEADERS),
        expected_version=0,
        by=council.sam,
    )

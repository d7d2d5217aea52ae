"""A school in intensive support, brought to any stage through the services."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

from engagement.models import LevelAssignment, RestrictedLetter, Side, View
from engagement.services.decisions import approve
from engagement.services.letters import ending, signing, writing
from engagement.services.proposals import Proposal, draft_level, give_view, propose
from plans.models import IntensiveCase
from plans.queries.exits import exit_form
from plans.services import case_sweep, cases, exits
from schools.models import InspectionResult
from sitrack.core import clock
from tests.engagement.lettering import a_writing, kind_of
from tests.frameworks.fitting import A_LETTER
from tests.universe import TODAY, Council

EVALUATED = date(2025, 11, 7)
REVIEW_ON = date(2026, 2, 9)


@contextmanager
def on(*day: int) -> Iterator[None]:
    """At ten in the morning of that day."""
    with clock.at(datetime(day[0], day[1], day[2], 10, 0, tzinfo=UTC)):
        yield


def put_at(council: Council, code: str, day: date = TODAY) -> LevelAssignment:
    """Hawthorn stands at the level from that day."""
    proposal = Proposal(
        level=council.level(code),
        effective_from=day,
        picks=(),
        rationale="It fits.",
        cited=A_LETTER,
    )
    row = draft_level(
        record=council.record(), proposal=proposal, side=Side.LA, by=council.sam
    )
    propose(assignment=row, by=council.sam)
    give_view(assignment=row, view=View.AGREES, by=council.helen)
    by_head = row.level.approver == "head"
    return approve(assignment=row, by=council.hana if by_head else council.rita)


def opened(council: Council) -> IntensiveCase:
    """Hawthorn is Vulnerable since 3 November, and its case is open."""
    put_at(council, "wil_vulnerable", date(2025, 11, 3))
    case_sweep.open_cases(10)
    return the_case(council)


def the_case(council: Council) -> IntensiveCase:
    rows = IntensiveCase.objects.select_related("school", "record__framework")
    return rows.get(school=council.hawthorn)


def acknowledged(council: Council) -> IntensiveCase:
    return cases.acknowledge(case=opened(council), by=council.helen)


def evaluated(council: Council) -> IntensiveCase:
    return cases.evaluated(
        case=acknowledged(council), basis="evaluation", day=EVALUATED, by=council.sam
    )


def planned(council: Council) -> IntensiveCase:
    return cases.planned(
        case=evaluated(council), day=TODAY, review_on=REVIEW_ON, note="", by=council.sam
    )


def reviewed(council: Council) -> IntensiveCase:
    case = planned(council)
    with on(2026, 2, 9):
        return cases.reviewed(case=case, day=REVIEW_ON, by=council.sam)


def at_final(council: Council) -> IntensiveCase:
    case = reviewed(council)
    with on(2026, 2, 10):
        return cases.sufficient(
            case=case, note="Most milestones are met.", by=council.rita
        )


def leaving(council: Council) -> IntensiveCase:
    """The final evaluation is held, on 11 May 2026."""
    case = at_final(council)
    with on(2026, 5, 11):
        return cases.evaluated_finally(
            case=case,
            day=date(2026, 5, 11),
            note="Reading is taught well.",
            by=council.sam,
        )


def checked(council: Council, *unmet: str) -> IntensiveCase:
    """Every criterion is met but these."""
    case = leaving(council)
    codes = [point.code for point in exit_form(case).criteria]
    with on(2026, 5, 12):
        exits.save_check(
            case=case,
            entries=exits.ExitEntries(
                met={code: code not in unmet for code in codes},
                evidence={code: f"What shows {code}" for code in codes},
                impact=("WIL-X-08",),
            ),
            expected_version=0,
            by=council.sam,
        )
    return case


def judged(council: Council) -> IntensiveCase:
    case = checked(council)
    with on(2026, 5, 13):
        exits.judge_ready(case=case, expected_version=1, by=council.rita)
    return case


def of_concern(council: Council) -> IntensiveCase:
    case = reviewed(council)
    with on(2026, 2, 10):
        return cases.insufficient(
            case=case, note="Two meetings were put off.", by=council.rita
        )


def noticed(council: Council) -> tuple[IntensiveCase, RestrictedLetter]:
    """The notice is issued on 11 February 2026, and the case has followed it."""
    of_concern(council)
    with on(2026, 2, 11):
        letter = writing.begin_letter(
            school=council.hawthorn, kind=kind_of(council, "concern"), by=council.rita
        )
        writing.change_letter(
            letter=letter,
            writing=a_writing(council, "concern"),
            expected_version=letter.version,
            by=council.rita,
        )
        signing.approve(letter=letter, expected_version=letter.version, by=council.hana)
        signing.issue(letter=letter, by=council.hana)
        case_sweep.follow_notices(10)
    return the_case(council), letter


def taken_on(council: Council, letter: RestrictedLetter, *verbs: str) -> IntensiveCase:
    """The letter goes further on 12 May 2026, and the case with it."""
    with on(2026, 5, 12):
        for verb in verbs:
            ending.take_step(letter=letter, verb=verb, note="So.", by=council.rita)
        case_sweep.follow_notices(10)
    return the_case(council)


def inspected(council: Council, outcome: str, day: date) -> InspectionResult:
    return InspectionResult.objects.create(
        school=council.hawthorn,
        kind=InspectionResult.Kind.GRADED,
        held_on=day,
        headline=outcome,
    )


def words_of(answer: Any) -> str:
    """The words of a page’s own part, in one line."""
    page = answer.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())

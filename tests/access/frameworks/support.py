"""Intensive and targeted support, and a notice of concern, where Wiltshire's framework is
at work: who gets to them, and who reads what."""

from datetime import date

from engagement.services.letters import signing, writing
from engagement.services.targeted import Part as SupportPart
from engagement.services.targeted import note_targeted, send_targeted
from plans.queries.exits import exit_form
from plans.services import case_sweep, cases, exits
from reports.queries.board import quarter_or_404
from reports.services.board import report_to_board
from tests.access.canaries import LA, LEADERS, Canaries
from tests.access.frameworks.part import Part, Things, thing
from tests.access.places import record, school
from tests.access.row import Row
from tests.engagement.lettering import a_writing, kind_of
from tests.plans.casing import on, the_case
from tests.universe import TODAY, Council

CASE = LA | LEADERS | {"cora"}
BOARD_READERS = frozenset({"rita", "rolf", "hana", "dee"})
NOTICE = frozenset({"rita", "hana", "dee", "helen", "cora"})


def add(council: Council, canaries: Canaries) -> Things:
    """A case that has gone on with its notice of concern, an exit check that is begun,
    and an offer of targeted support."""
    # The parts before this one have put Hawthorn at a level of intensive support.
    case_sweep.open_cases(10)
    case = cases.acknowledge(case=the_case(council), by=council.helen)
    cases.evaluated(case=case, basis="evaluation", day=TODAY, by=council.sam)
    reason = canaries.word("casereason", CASE)
    cases.planned(
        case=case,
        day=TODAY,
        review_on=date(2026, 2, 12),
        note=f"The hall is closed {reason}",
        by=council.sam,
    )
    cases.reviewed(case=case, day=TODAY, by=council.sam)
    # What led to the notice stays with those of the LA who deal with it.
    why = canaries.word("caseconcern", frozenset({"rita", "hana", "dee"}))
    cases.insufficient(case=case, note=f"Two meetings failed {why}", by=council.rita)
    # Of two levels the later begins on a later day.
    with on(2025, 11, 11):
        letter = _notice(council, canaries.word("noticeofconcern", NOTICE))
        case_sweep.follow_notices(10)
    evidence = canaries.word("exitevidence", CASE)
    codes = [point.code for point in exit_form(the_case(council)).criteria]
    exits.save_check(
        case=the_case(council),
        entries=exits.ExitEntries(
            met=dict.fromkeys(codes, True),
            evidence=dict.fromkeys(codes, f"Seen in June {evidence}"),
        ),
        expected_version=0,
        by=council.sam,
    )
    trend = canaries.word("targetedtrend", CASE)
    offer = send_targeted(
        record=council.record(),
        reasons=("writing",),
        themes=(),
        trend=f"Writing fell twice {trend}",
        parts=[SupportPart("reviews", "A review of writing", "£200")],
        by=council.sam,
    )
    agreed = canaries.word("targetedagreed", CASE)
    noted = note_targeted(
        record=council.record(),
        agreed_on=TODAY,
        reasons=("writing",),
        themes=(),
        trend=f"Writing fell again {agreed}",
        parts=[SupportPart("cpd", "A day on writing")],
        expected_version=0,
        by=council.sam,
    )
    report_to_board(
        framework=council.framework,
        quarter=quarter_or_404(council.year.pk, 1),
        told_on=TODAY,
        themes=f"Writing falls {canaries.word('boardthemes', BOARD_READERS)}",
        agreed=f"A network {canaries.word('boardagreed', BOARD_READERS)}",
        expected_version=0,
        by=council.hana,
    )
    return {
        "case": the_case(council),
        "notice": letter,
        "offer": offer.letter,
        "noted": noted,
    }


def _notice(council: Council, word: str) -> object:
    letter = writing.begin_letter(
        school=council.hawthorn, kind=kind_of(council, "concern"), by=council.rita
    )
    writing.change_letter(
        letter=letter,
        writing=a_writing(council, "concern", concerns=f"Reading fell {word}"),
        expected_version=letter.version,
        by=council.rita,
    )
    signing.approve(letter=letter, expected_version=letter.version, by=council.hana)
    return signing.issue(letter=letter, by=council.hana)


def quarter(council: Council, _: object) -> dict[str, int]:
    return {"year": council.year.pk, "number": 1}


#               no he de co gu se od ev sa ol ri ro ha de th ad
READ = "        - o o o . . . . o . o . o o . ."
ACKNOWLEDGES = "- o o x . . . . x . x . x x . ."
STEERS = "      - x x x . . . . o . o . x x . ."
SETTLES = "     - x x x . . . . x . o . x x . ."
APPROVES = "    - x x x . . . . x . x . o x . ."
ITS_READERS = " - o . o . . . . . . o . o o . ."
OFFERS = "      - x x x x x . . o . o . x x x ."
ANSWERS = "     - o o x . . . . x . x . x x . ."

TELLS_BOARD = " - x x x x x x x x x x x o x x x"
BOARD = "       - x x x x x x x x x o o o o x x"

SUPPORT = Part(
    add,
    {
        "case": (Row(thing("case"), READ, "GET"),),
        "school_case": (Row(school("hawthorn"), READ, "GET"),),
        "plans:case_acknowledge": (Row(thing("case"), ACKNOWLEDGES),),
        "plans:case_step": (
            Row(thing("case", verb="evaluated"), STEERS),
            Row(thing("case", verb="planned"), STEERS),
            Row(thing("case", verb="reviewed"), STEERS),
            Row(thing("case", verb="evaluated_finally"), STEERS),
            Row(thing("case", verb="sufficient"), SETTLES),
            Row(thing("case", verb="insufficient"), SETTLES),
            Row(thing("case", verb="stopped"), SETTLES),
        ),
        "plans:exit_check": (Row(thing("case"), STEERS),),
        "plans:exit_ready": (Row(thing("case"), SETTLES),),
        "plans:exit_return": (Row(thing("case"), APPROVES),),
        "plans:exit_approve": (Row(thing("case"), APPROVES),),
        "board_themes": (Row(lambda _, __: {}, BOARD, "GET"),),
        "board_report": (Row(quarter, BOARD, "GET"),),
        "board_told": (Row(quarter, TELLS_BOARD),),
        "engagement:letter": (Row(thing("notice"), ITS_READERS, "GET"),),
        "engagement:school_letter": (Row(thing("offer"), READ, "GET"),),
        "engagement:targeted_answer": (Row(thing("offer"), ANSWERS),),
        "engagement:targeted_send": (Row(record("hawthorn"), OFFERS),),
        "engagement:targeted_noted": (Row(record("hawthorn"), OFFERS),),
        "engagement:targeted_withdraw": (Row(thing("noted"), STEERS),),
        "engagement:targeted_note": (Row(thing("noted"), READ, "GET"),),
        "document": (
            Row(lambda _, world: of_letter(world.things["offer"].pk), READ, "GET"),
        ),
        "school": (Row(school("hawthorn"), "- o o o o o . . o . o . o o o .", "GET"),),
        "home": (Row(lambda _, __: {}, "- o o o o o o o o o o o o o o o", "GET"),),
    },
)


def of_letter(key: int) -> dict[str, object]:
    return {"kind": "school-letter", "pk": key}

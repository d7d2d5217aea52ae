"""Levels that are a best fit, and the statement of a year's level, with words in all
that people write there."""

from datetime import date

from engagement.models import ChangeEvidence, LevelAssignment, Side
from engagement.services.change_evidence import Cited
from engagement.services.picks import Pick, ThemeSaid
from engagement.services.proposals import Proposal, draft_level, propose
from engagement.services.statements import Agreed, write_statement
from tests.access.canaries import LA, LEADERS, Canaries
from tests.access.frameworks.part import FrameworkWorld, Part, Things, thing
from tests.access.places import Where
from tests.access.row import Row
from tests.universe import Council

EVA = frozenset({"eva"})
#            no he de co gu se od ev sa ol ri ro ha de th ad
LA_DRAFT = " - . . . . . . . o . o . o o . ."
ITS_OWN = "  - . . . . . . . o . x . x x . ."
PROPOSED = " - . . . . . . o o . o . o o . ."
AGREES = "   - o o o . . . . o . o . o o . ."
WRITES = "   - x x x x x . . o . o . x x x ."
SIGNS = "    - o x o . . . . o . x . x x . ."
EXPORTS = "  - o o o . . . . o . o . o o . ."
READS = "    - o o o o o . . o . o . o o o ."
SIGNED_IN = "- o o o o o o o o o o o o o o o"
NONE_YET = " - . . . . . . . o . o . . . . ."


def add(council: Council, canaries: Canaries) -> Things:
    statement = write_statement(
        record=council.record(),
        agreed=Agreed(
            date(2025, 11, 3), canaries.word("agreed", LA | LEADERS | {"cora"})
        ),
        by=council.sam,
    )
    draft = _drafted(council, canaries, "elm", LA)
    proposed = _drafted(council, canaries, "ash", LA | EVA)
    propose(assignment=proposed, by=council.sam)
    return {"statement": statement, "fit_draft": draft, "fit_proposed": proposed}


def _drafted(
    council: Council, canaries: Canaries, school: str, readers: frozenset[str]
) -> LevelAssignment:
    theme = council.framework.themes.get(code="LM")
    letter = ChangeEvidence.Kind.LETTER
    proposal = Proposal(
        level=council.level("wil_vulnerable"),
        effective_from=date(2025, 11, 24),
        picks=(Pick(council.criterion("WIL-C-LM-V4"), decisive=True),),
        rationale=canaries.word(f"{school}fitrationale", readers),
        themes=(ThemeSaid(theme, canaries.word(f"{school}themetext", readers)),),
        cited=Cited(
            letter, date(2025, 11, 3), canaries.word(f"{school}cited", readers)
        ),
    )
    record = council.record(school)
    return draft_level(record=record, proposal=proposal, side=Side.LA, by=council.sam)


def record(name: str) -> Where:
    return lambda council, world: {"pk": council.record(name).pk}


def document(council: Council, world: FrameworkWorld) -> dict[str, object]:
    return {"kind": "statement", "pk": world.things["statement"].pk}


def framework(council: Council, world: FrameworkWorld) -> dict[str, object]:
    return {"pk": council.framework.pk}


LEVELS = Part(
    add,
    {
        "level": (
            Row(thing("fit_draft"), LA_DRAFT, "GET"),
            Row(thing("fit_proposed"), PROPOSED, "GET"),
        ),
        "level_edit": (Row(thing("fit_draft"), ITS_OWN),),
        "engagement:statement": (
            Row(record("hawthorn"), AGREES, "GET"),
            Row(record("elm"), NONE_YET, "GET"),
        ),
        "engagement:statement_write": (Row(record("hawthorn"), WRITES),),
        "engagement:statement_sign": (Row(record("hawthorn"), SIGNS, "POST"),),
        "engagement:tiers": (Row(record("hawthorn"), READS, "GET"),),
        "engagement:about": (Row(framework, SIGNED_IN, "GET"),),
        "document": (Row(document, EXPORTS, "GET"),),
    },
)

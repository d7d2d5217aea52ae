"""Self-evaluations in the world of Wiltshire: one that is closed, and one whose LA part
went to the school while all else is still its writers' own."""

from collections.abc import Mapping
from typing import Any

import time_machine
from django.core.files.base import ContentFile

from sitrack.core.sweep import sweep
from tests.access.canaries import LA, LEADERS, Canaries
from tests.access.frameworks.part import Part, thing
from tests.access.places import record, school
from tests.access.row import Row
from tests.samples import PDF
from tests.universe import Council
from tests.visits.self_evaluation.writing import MEETING, begun, give, part
from visits.models import SelfEvaluation, SelfEvaluationFile
from visits.services.self_evaluations import helping, setting, writing

CHAIR = frozenset({"cora"})
SENT = LA | LEADERS | CHAIR
CLOSED = SENT | {"gus"}


def _add(council: Council, canaries: Canaries) -> dict[str, Any]:
    word = canaries.word
    over = begun(council)
    give(over, "la", council.sam, texts={"WIL-F-01.2": word("selfoverla", CLOSED)})
    texts = {"WIL-F-01.1": word("selfoverschool", CLOSED)}
    give(over, "school", council.helen, texts=texts)
    texts = {"WIL-F-09.1": word("selfovermeeting", CLOSED)}
    with time_machine.travel(MEETING, tick=False):
        give(over, "meeting", council.sam, texts=texts)
        setting.close(evaluation=over, by=council.sam)
    going = begun(council)
    la_file = _attach(council, canaries, going, "la", "WIL-F-05.12", SENT | {"theo"})
    texts = {
        "WIL-F-01.2": word("selflasent", SENT),
        "WIL-F-05.7": word("selflatheo", SENT | {"theo"}),
        "WIL-F-02.9": word("selflasena", SENT | {"sena"}),
    }
    give(going, "la", council.sam, texts=texts)
    _draft(going, "school", council.helen, {
        "WIL-F-01.1": word("selfschool", LEADERS),
        "WIL-F-02.3": word("selfschoolsena", LEADERS | {"sena"}),
        "WIL-F-05.1": word("selfschooltheo", LEADERS),
    })  # fmt: skip
    texts = {"WIL-F-09.1": word("selfmeeting", LA)}
    _draft(going, "meeting", council.sam, texts)
    school_file = _attach(council, canaries, going, "school", "WIL-F-08.1", LEADERS)
    named = {
        name: helping.name_helper(
            part=part(going, kind), person=council.persons[name], rows=[row], by=by
        )
        for name, kind, row, by in (
            ("theo", "la", "WIL-F-05", council.sam),
            ("sena", "school", "WIL-F-02", council.helen),
        )
    }
    sweep()
    return {
        "self_over": over,
        "self_going": going,
        "self_la_file": la_file,
        "self_school_file": school_file,
        "self_theo": named["theo"],
        "self_sena": named["sena"],
    }


def _draft(
    evaluation: SelfEvaluation, kind: str, by: Any, texts: Mapping[str, str]
) -> None:
    one = part(evaluation, kind)
    writing.save_part(part=one, texts=texts, expected_version=one.version, by=by)


def _attach(
    council: Council,
    canaries: Canaries,
    evaluation: SelfEvaluation,
    kind: str,
    prompt: str,
    readers: frozenset[str],
) -> SelfEvaluationFile:
    return helping.attach(
        part=part(evaluation, kind),
        prompt=prompt,
        title=canaries.word(f"selffile{kind}", readers),
        file=ContentFile(PDF, name="file.pdf"),
        by=council.helen if kind == "school" else council.sam,
    )


#               no he de co gu se od ev sa ol ri ro ha de th ad
LISTED = "       - o o o o o . . o . o . o o o ."
SETS = "         - x x x x x . . o . x . x x x ."
OPEN = "         - o o o . o . . o . o . o o o ."
OVER = "         - o o o o . . . o . o . o o . ."
PRINTS = "       - o o o . o . . o . o . o o x ."
LA_ACTS = "      - x x x . x . . o . x . x x x ."
WRITES_LA = "    - x x x . x . . o . x . x x o ."
WRITES_SCHOOL = "- o o x . o . . x . x . x x x ."
SCHOOL_ACTS = "  - o o x . x . . x . x . x x x ."
SCHOOL_FILE = "  - o o . . . . . . . . . . . . ."
LA_FILE = "      - o o o . . . . o . o . o o o ."
TAKES_LA_FILE = "- x x x . . . . o . x . x x x ."
AT_HAWTHORN = "  - o o o o o . . o . o . o o o ."

going = thing("self_going")
GOING, FILE = "visits:self_evaluation", "visits:self_evaluation_file"

SELF_EVALUATIONS = Part(
    _add,
    {
        "visits:self_evaluations": (Row(record("hawthorn"), LISTED, "GET"),),
        "visits:self_evaluation_set": (Row(record("hawthorn"), SETS),),
        GOING: (Row(going, OPEN, "GET"), Row(thing("self_over"), OVER, "GET")),
        f"{GOING}_move": (Row(going, LA_ACTS),),
        f"{GOING}_close": (Row(going, LA_ACTS),),
        f"{GOING}_cancel": (Row(going, LA_ACTS),),
        f"{GOING}_write": (
            Row(thing("self_going", kind="la"), WRITES_LA),
            Row(thing("self_going", kind="school"), WRITES_SCHOOL),
            Row(thing("self_going", kind="meeting"), LA_ACTS),
        ),
        f"{GOING}_helper": (
            Row(thing("self_going", kind="la"), LA_ACTS),
            Row(thing("self_going", kind="school"), SCHOOL_ACTS),
        ),
        f"{GOING}_attach": (
            Row(thing("self_going", kind="la"), LA_ACTS),
            Row(thing("self_going", kind="school"), SCHOOL_ACTS),
        ),
        f"{GOING}_helper_end": (
            Row(thing("self_theo"), LA_ACTS, "POST"),
            Row(thing("self_sena"), SCHOOL_ACTS, "POST"),
        ),
        FILE: (
            Row(thing("self_la_file"), LA_FILE, "GET"),
            Row(thing("self_school_file"), SCHOOL_FILE, "GET"),
        ),
        f"{FILE}_take_back": (
            Row(thing("self_la_file"), TAKES_LA_FILE, "POST"),
            Row(thing("self_school_file"), SCHOOL_FILE, "POST"),
        ),
        "document": (
            Row(thing("self_going", kind="self-evaluation"), PRINTS, "GET"),
            Row(thing("self_over", kind="self-evaluation"), OVER, "GET"),
        ),
        "document_word": (
            Row(thing("self_going", kind="self-evaluation"), PRINTS, "GET"),
        ),
        # What these pages say of it names no content.
        "school": (Row(school("hawthorn"), AT_HAWTHORN, "GET"),),
    },
)

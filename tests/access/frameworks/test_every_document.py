"""Every kind of document, wherever there is one, keeps the rules of paper and of Word.

The table of access says of what there are documents, and who has them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reports.documents import KINDS
from sitrack.core.documents import Document, render_pdf
from sitrack.core.documents.word import render_docx
from tests.access.frameworks.part import FrameworkWorld
from tests.access.frameworks.parts import PARTS
from tests.access.matrix import ACCESS
from tests.access.row import Row
from tests.access.world import World
from tests.pdf import failures
from tests.universe import Council
from tests.word import faults_in, words_of, words_printed

SUFFOLK = {
    *("record", "visit", "plan", "evaluation", "summary", "letter", "glossary"),
    *("inspection-pack", "members", "members-exact", "moderation"),
}
WILTSHIRE = {
    *("self-evaluation", "school-evaluation", "statement", "school-letter"),
    *("plan", "plan-meeting"),
}
TRUST = {"phase-review"}
SCOTLAND = {"pathway-review", "validation-report", "term-report"}


def documents(
    rows: Iterable[Row], council: Council, world: Any
) -> Iterator[tuple[str, Document]]:
    """One of each kind that the rows are about, for somebody who may have it."""
    seen: set[str] = set()
    for row in rows:
        keys, readers = row.where(council, world), row.expected().items()
        reader = next((name for name, letter in readers if letter == "o"), None)
        if reader is None or keys["kind"] in seen:
            continue
        seen.add(keys["kind"])
        kind, user = KINDS[keys["kind"]], council.user(reader)
        yield kind.code, kind.build(kind.find(user, keys["pk"]), reader=user)


def of_framework(framework: str) -> list[Row]:
    return [row for part in PARTS[framework] for row in part.rows.get("document", ())]


def hold(found: Iterator[tuple[str, Document]], folder: Path) -> set[str]:
    """Each against the standards, and its words in Word against those on paper; which
    kinds they were."""
    kinds = set()
    for code, document in found:
        assert failures(render_pdf(document), folder) == "", code
        word = render_docx(document, kind=code)
        assert faults_in(word) == [], code
        assert words_of(word) == words_printed(document), code
        kinds.add(code)
    return kinds


def test_those_of_suffolk(council: Council, built: World, tmp_path: Path) -> None:
    rows = ACCESS["document"]
    assert hold(documents(rows, council, built), tmp_path) == SUFFOLK


def test_those_of_wiltshire(
    wiltshire: Council, wiltshire_world: FrameworkWorld, tmp_path: Path
) -> None:
    found = documents(of_framework("wiltshire"), wiltshire, wiltshire_world)
    assert hold(found, tmp_path) == WILTSHIRE


def test_those_of_a_trust(
    trust: Council, trust_world: FrameworkWorld, tmp_path: Path
) -> None:
    found = documents(of_framework("trust"), trust, trust_world)
    assert hold(found, tmp_path) == TRUST


def test_those_of_scotland(
    scotland: Council, scotland_world: FrameworkWorld, tmp_path: Path
) -> None:
    found = documents(of_framework("scotland"), scotland, scotland_world)
    assert hold(found, tmp_path) == SCOTLAND


def test_there_is_no_other_kind() -> None:
    assert set(KINDS) == SUFFOLK | WILTSHIRE | TRUST | SCOTLAND

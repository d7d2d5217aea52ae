"""Records to print: one that was written through the services, and longer ones made of
visits like its own, each with words of its own."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

WORDS = [
    "pupils",
    "read",
    "write",
    "progress",
    "curriculum",
    "leaders",
    "mathematics",
    "evidence",
    "lesson",
    "plan",
    "improve",
    "attendance",
    "governors",
    "review",
    "phonics",
    "teachers",
    "subject",
    "books",
    "knowledge",
]
VISITS = 6
_seeds = count(1)


def prose(words: int, chance: random.Random) -> str:
    """Paragraphs of words."""
    text = [chance.choice(WORDS) for _ in range(words)]
    lines = [" ".join(text[at : at + 60]) for at in range(0, words, 60)]
    return ".\n\n".join(lines)


def place() -> Any:
    """A small authority, and a record with six final visits in it."""
    from glossary.definitions import read_glossary
    from glossary.services import load_glossary
    from tests.universe import read_council
    from visits.services.content import Step

    load_glossary(read_glossary(Path("fixtures/glossary/suffolk.yaml")))
    council = read_council()
    chance = random.Random(6)
    steps = tuple(
        Step(prose(14, chance), date(2026, 7, 1), "Helen Marsh") for _ in range(3)
    )
    for number in range(VISITS):
        council.final_visit(
            date=date(2025, 10, 1) + timedelta(days=40 * number),
            texts={"focus": "Mathematics.", "summary": prose(420, chance)},
            steps=steps,
        )
    return council


def document_of(council: Any, visits: int, *, seed: int | None = None) -> Any:
    """The record's document with so many visits, no two alike, none seen before."""
    from engagement.models import SchoolYearRecord
    from reports.documents.record import record_document

    rows = SchoolYearRecord.objects.select_related("school", "year", "framework")
    record = rows.get(pk=council.record().pk)
    document = record_document(record, reader=council.user("sam"))
    chance = random.Random(next(_seeds) if seed is None else seed)
    own = [part for part in document.parts if "visit" in part.context]
    first = document.parts.index(own[0])
    made = tuple(
        rewritten(own[number % VISITS], prose(420, chance)) for number in range(visits)
    )
    printed = {part.context["visit"].id for part in own[:visits]}
    document = replace(
        document, parts=tuple(without_links(part, printed) for part in document.parts)
    )
    front = tuple(marked(part, f"{chance.random()}") for part in document.parts[:first])
    rest = tuple(
        marked(part, f"{chance.random()}") for part in document.parts[first + VISITS :]
    )
    return replace(document, parts=(*front, *made, *rest))


def without_links(part: Any, printed: set[int]) -> Any:
    """The part where the list of visits names those alone that are printed."""
    record = part.context.get("record")
    if record is None or len(printed) == VISITS:
        return part
    terms = tuple(
        replace(term, visits=tuple(one for one in term.visits if one.id in printed))
        for term in record.by_term
    )
    changed = replace(record, by_term=terms)
    return replace(part, context={**part.context, "record": changed})


def rewritten(part: Any, text: str, *, field: str = "text") -> Any:
    """The visit with another summary."""
    visit = part.context["visit"]
    prompts = tuple(
        replace(one, **{field: text}) if one.key == "summary" else one
        for one in visit.prompts
    )
    return replace(part, context={"visit": replace(visit, prompts=prompts)})


def marked(part: Any, mark: str) -> Any:
    """The part under a name of its own, so that it was never drawn before."""
    return replace(part, name=f"{part.name} {mark}")


def edited(document: Any) -> Any:
    """The document after the summary of its middle visit was edited."""
    places = [at for at, part in enumerate(document.parts) if "visit" in part.context]
    middle = places[len(places) // 2]
    chance = random.Random(next(_seeds))
    part = rewritten(document.parts[middle], prose(430, chance))
    return replace(
        document,
        parts=(*document.parts[:middle], part, *document.parts[middle + 1 :]),
    )

"""Events as lines of a file that can be verified by itself, without the database.

The first line says what the file is, the last one how many lines stand between and signs
them all. Each event brings its mark, its seal and the link before it. Where a reader may
not have its words, they are withheld, and its place in the chain stays.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sitrack.core.audit import marks

FORMAT = "sitrack events 1"


@dataclass
class Verified:
    """What a look through an exported file found."""

    events: int = 0
    sealed: int = 0
    withheld: int = 0
    erased: int = 0
    faults: list[str] = field(default_factory=list)


def written(head: dict[str, Any], lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The lines of a file: what it is, each event, and the signature at the end."""
    total, count = hashlib.sha256(), 0
    for line in ({"format": FORMAT, **head}, *lines):
        text = json.dumps(line, ensure_ascii=False, sort_keys=True)
        total.update(text.encode() + b"\n")
        count += 1
        yield text
    digest = total.hexdigest()
    signed = marks.signature_of(FORMAT, count - 1, digest)
    yield json.dumps({"events": count - 1, "sha256": digest, "signature": signed})


def verify(lines: Iterable[str]) -> Verified:
    """Hold a file against its signature, its marks and its chain."""
    found = Verified()
    told = [line for line in (line.rstrip("\r\n") for line in lines) if line]
    try:
        parsed = [json.loads(line) for line in told]
        head, *events, end = parsed
        if head["format"] != FORMAT:
            raise ValueError(head["format"])
        signed = end["signature"]
        _verify_whole(told[:-1], len(events), signed, found)
        _verify_events(events, found)
    except (ValueError, KeyError, TypeError, AttributeError):
        found.faults.append("This is no whole file of events in JSON lines.")
    return found


def _verify_whole(
    lines: list[str], count: int, signature: str, found: Verified
) -> None:
    total = hashlib.sha256()
    for line in lines:
        total.update(line.encode() + b"\n")
    if not marks.signature_holds(signature, FORMAT, count, total.hexdigest()):
        found.faults.append("Altered: the file is not as it was made.")


def _verify_events(events: list[dict[str, Any]], found: Verified) -> None:
    before: dict[int, str] = {}
    for one in events:
        found.events += 1
        number, seal = one["event"], one["seal"]
        if "at" in one and "data" in one:
            _verify_words(one, found)
        else:
            found.withheld += 1
        if seal is None:
            continue
        found.sealed += 1
        if not marks.link_holds(seal["link"], seal["before"], number, seal["mark"]):
            found.faults.append(f"Altered: the seal of event {number} is not ours.")
        position = seal["position"]
        if before.get(position - 1, seal["before"]) != seal["before"]:
            found.faults.append(f"Altered: the chain is broken before {position}.")
        before[position] = seal["link"]


def _verify_words(one: dict[str, Any], found: Verified) -> None:
    number, seal = one["event"], one["seal"]
    at = datetime.fromisoformat(one["at"]).astimezone(UTC)
    facts = (at, *(one[name] for name in marks.FACTS[1:]))
    if not marks.mark_holds(one["mark"], facts):
        found.faults.append(f"Altered: event {number} is not as it was written.")
    elif seal is not None and one["mark"] != seal["mark"]:
        if marks.is_erased(number, facts):
            found.erased += 1
        else:
            found.faults.append(f"Altered: event {number} is not the one sealed.")

"""The main documents as pictures, beside those that somebody looked at and found good.

After a change that is meant: ``make reference-pages``, then look at each picture.
"""

import os
import subprocess
from datetime import date
from pathlib import Path

from PIL import Image, ImageChops

from plans.models import Plan
from tests.plans.reviewing import off_track, shared, under_way
from tests.reports.printing import drawn, final, give_view
from tests.universe import Council

REFERENCES = Path(__file__).with_name("pictures")
RESOLUTION = "40"
# A pixel has changed where it is so much lighter or darker; so many may: letters are
# smoothed a little differently from one release of Poppler to the next.
SHADES, SHARE = 64, 0.004


def pictures(pdf: bytes) -> list[Image.Image]:
    """Each page in shades of grey, as a printer without colours has it."""
    command = ["pdftoppm", "-r", RESOLUTION, "-gray", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    found, rest = [], done.stdout
    while rest:
        kind, size, _, rest = rest.split(b"\n", 3)
        assert kind == b"P5"
        width, height = map(int, size.split())
        count = width * height
        found.append(Image.frombytes("L", (width, height), rest[:count]))
        rest = rest[count:]
    assert found
    return found


def changed(page: Image.Image, reference: Image.Image) -> float:
    """The share of pixels that have changed; all of another size."""
    if page.size != reference.size:
        return 1.0
    counts = ImageChops.difference(page, reference).histogram()
    return sum(counts[SHADES:]) / (page.width * page.height)


def compared(name: str, pdf: bytes) -> list[str]:
    """The pages that do not look like their reference."""
    pages = pictures(pdf)
    names = [f"{name}-{number:02}.png" for number in range(1, len(pages) + 1)]
    if "SITRACK_DRAW_REFERENCES" in os.environ:
        for place in REFERENCES.glob(f"{name}-*.png"):
            place.unlink()
        for page, file in zip(pages, names, strict=True):
            page.quantize(16).save(REFERENCES / file, optimize=True)
    there = {place.name for place in REFERENCES.glob(f"{name}-*.png")}
    wrong = sorted(there ^ set(names))
    for page, file in zip(pages, names, strict=True):
        if file in there:
            share = changed(page, Image.open(REFERENCES / file).convert("L"))
            wrong += [f"{file}: {share:.2%} changed"] if share > SHARE else []
    return wrong


def whole(council: Council) -> Plan:
    """A record in which something stands everywhere, and its plan."""
    give_view(council, "school", "good", "Books show it.")
    give_view(council, "la", "not_good", "Outcomes do not yet.")
    text = (
        "**What was seen**\n\nPupils read with care.\n\n- Phonics\n- Fluency\n\nNext."
    )
    final(council, date(2026, 5, 14), text, agenda=("Look at writing",))
    plan = under_way(council)
    off_track(council, plan, date(2026, 5, 20), rags=("red", "amber", "green"))
    shared(council, plan, held_on=date(2026, 6, 9), rags=("amber", "green", "green"))
    return plan


def test_the_record_and_the_summary_look_as_they_did(june: Council) -> None:
    whole(june)
    record = june.record().pk
    wrong = [
        *compared("record", drawn("record", record, june.cora)),
        *compared("summary", drawn("summary", record, june.cora)),
    ]
    assert wrong == []


def test_a_page_that_lost_a_line_does_not_look_the_same() -> None:
    reference = Image.open(REFERENCES / "summary-01.png").convert("L")
    spoilt = reference.copy()
    spoilt.paste(255, (20, 150, spoilt.width - 20, 185))
    assert changed(reference, reference) == 0
    assert changed(spoilt, reference) > SHARE

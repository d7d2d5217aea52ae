"""What documents cost beside what people use today, beside other engines, and beside
themselves when one visit was edited or nothing was.

Needs requirements/bench.txt and LibreOffice. In each round every way of making a
document is taken once, in an order of its own, on words that were never printed before;
a figure is the median of the ratios of the rounds. Before a time counts, the document
is held against PDF/UA-1, PDF/A-2a and our own rules, and its words are looked for in it.
Times are of the processors, our printing process's and other programs' included, so
that what else runs on the machine counts little; of two workers, by the clock.

``ROUNDS=3`` in the environment takes fewer rounds, ``ONLY=edited`` some of the figures.
"""

import gc
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from bench._measured import ROUNDS, Ways, at_least, compared, figure, printer, ratio

NOW = datetime(2026, 6, 10, 10, tzinfo=UTC)
LETTERS = 50_000
RECORDS = 323
_readers = count(1)


def measure(folder: str) -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from bench._records import place
    from sitrack.core import clock

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.VAR_DIR = Path(folder)
    connection.settings_dict["TEST"]["NAME"] = f"{folder}/documents.sqlite3"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    only = os.environ.get("ONLY", "")
    try:
        with clock.at(NOW):
            council = place()
            # As in the processes that serve (gunicorn.conf.py).
            gc.collect()
            gc.freeze()
            for figure in FIGURES:
                if only in figure.__name__:
                    figure(council)
    finally:
        connection.close()
        connection.creation.destroy_test_db(
            connection.settings_dict["NAME"], verbosity=0
        )


def fresh(council: Any, visits: int) -> Any:
    """A document that was never printed, for a reader who never printed one."""
    from bench._records import document_of

    document = document_of(council, visits)
    return replace(document, printed_by=f"Reader {next(_readers)}")


def scratch(council: Any, visits: int) -> Callable[[], Any]:
    from sitrack.core.documents import render_pdf

    document = fresh(council, visits)
    return lambda: render_pdf(document)


def after_an_edit(council: Any, visits: int) -> Callable[[], Any]:
    from bench._records import edited
    from sitrack.core.documents import render_pdf

    document = fresh(council, visits)
    render_pdf(document)
    changed = edited(document)
    return lambda: render_pdf(changed)


def proved(pdf: bytes, document: Any) -> int:
    """Hold a document against every rule and look for its words; how many pages."""
    from tests.pdf import failures, information_of, text_of

    with tempfile.TemporaryDirectory() as folder:
        assert failures(pdf, Path(folder)) == ""
    visits = [
        part.context["visit"] for part in document.parts if "visit" in part.context
    ]
    typed = Counter(
        word for visit in visits for one in visit.prompts for word in one.text.split()
    )
    assert typed <= Counter(text_of(pdf).split())
    return int(information_of(pdf).split("Pages:")[1].split()[0])


def beside_others(council: Any) -> None:
    """A whole record of six visits, and an edited one of thirty, beside other engines."""
    from bench import _rivals
    from sitrack.core.documents import render_pdf
    from sitrack.core.documents.drawing import stylesheet
    from sitrack.core.documents.word import render_docx

    document = fresh(council, 6)
    proved(render_pdf(document), document)
    css = stylesheet()

    def html(make: Callable[[str, str], bytes]) -> Callable[[], Any]:
        return partial(make, _rivals.one_page(pages_of(fresh(council, 6))), css)

    def blocks(make: Callable[..., bytes], visits: int) -> Callable[[], Any]:
        pages = pages_of(fresh(council, visits))
        return partial(make, "Record", _rivals.blocks_of(pages))

    def word_route() -> Callable[[], Any]:
        one = fresh(council, 6)
        return lambda: _rivals.by_libreoffice(render_docx(one))

    rounds = compared(
        {
            "pdf": partial(scratch, council, 6),
            "weasyprint": partial(html, _rivals.by_weasyprint),
            "chromium": partial(html, _rivals.by_chromium),
            "fpdf2": partial(blocks, _rivals.by_fpdf2, 6),
            "word-route": word_route,
            "word": lambda: partial(render_docx, fresh(council, 6)),
            "typst": partial(blocks, _rivals.by_typst, 30),
            "edited": partial(after_an_edit, council, 30),
        }
    )
    figure("documents-beside-word-route", ratio(rounds, "pdf", "word-route"), 0.70)
    figure("documents-beside-weasyprint", ratio(rounds, "pdf", "weasyprint"), 0.55)
    figure("documents-edited-beside-typst", ratio(rounds, "edited", "typst"), 1.3)
    figure("documents-word-beside-pdf", ratio(rounds, "word", "pdf"), 0.25)
    for name in ("chromium", "fpdf2"):
        middle = statistics.median(ratio(rounds, "pdf", name))
        print(f"beside {name}: a record of 6 visits takes {middle:.2f} of its time")


def pages_of(document: Any) -> list[str]:
    from sitrack.core.documents.drawing import part_page

    return [part_page(part) for part in document.parts]


def edited_and_long(council: Any) -> None:
    """After an edit against from scratch, and a page of a long record against a short."""
    from sitrack.core.documents import render_pdf

    costs: dict[int, list[float]] = {}
    sizes = {6: 1 / 8, 30: 1 / 15, 120: 1 / 22}
    counted = {}
    for visits in sizes:
        document = fresh(council, visits)
        counted[visits] = proved(render_pdf(document), document)
    ways: Ways = {}
    for visits in sizes:
        ways[f"whole-{visits}"] = partial(scratch, council, visits)
        ways[f"edited-{visits}"] = partial(after_an_edit, council, visits)
    rounds = compared(ways)
    for visits, limit in sizes.items():
        after = ratio(rounds, f"edited-{visits}", f"whole-{visits}")
        figure(f"documents-edited-{visits}-visits", after, limit)
        costs[visits] = [one[f"whole-{visits}"] / counted[visits] for one in rounds]
    pages = [long / short for long, short in zip(costs[120], costs[6], strict=True)]
    figure("documents-page-of-120-beside-6", pages, 1.05)


def unchanged(council: Any) -> None:
    """The whole request for a record that did not change, against a full export."""
    from django.test import Client
    from django.urls import reverse

    client = Client()
    client.force_login(council.sam)
    address = reverse("document", args=["record", council.record().pk])
    assert client.get(address).status_code == 200
    rounds = compared(
        {
            "whole": lambda: scratch(council, 6),
            "unchanged": lambda: lambda: [client.get(address) for _ in range(10)],
        }
    )
    ratios = [one["unchanged"] / 10 / one["whole"] for one in rounds]
    figure("documents-unchanged-request", ratios, 1 / 100)


def hostile(council: Any) -> None:
    """Fifty thousand characters that mean harm, in each kind of field, against prose."""
    from bench._hostile import fields, texts
    from sitrack.core.documents import render_pdf

    written = texts(LETTERS)
    for name, document_with in fields(council).items():

        def printed(kind: str, made: Any = document_with) -> Callable[[], Any]:
            document = made(written[kind]())
            return lambda: render_pdf(document)

        ways: Ways = {kind: partial(printed, kind) for kind in written}
        rounds = compared(ways)
        middles = {
            kind: statistics.median(ratio(rounds, kind, "prose"))
            for kind in written
            if kind != "prose"
        }
        worst = max(middles, key=lambda kind: middles[kind])
        figure(f"documents-hostile-{name}-{worst}", ratio(rounds, worst, "prose"), 1.5)


def memory(council: Any) -> None:
    """The printing process's memory after 200 documents, against after 20."""
    from sitrack.core.documents import drawing, render_pdf

    drawing._printer.stop()
    held = {}
    for number in range(1, 201):
        document = fresh(council, 1)
        render_pdf(document)
        if number in {20, 200}:
            status = Path(f"/proc/{printer()}/status").read_text()
            held[number] = int(status.split("VmRSS:")[1].split()[0])
    figure("documents-memory-200-beside-20", [held[200] / held[20]], 1.05)


def workers(council: Any) -> None:
    """323 records by two workers against the same by one, in seven lots, by the clock."""
    from django.conf import settings
    from django.db import connection

    from bench._workers import Workers

    place = connection.settings_dict["NAME"], settings.VAR_DIR
    ratios = []
    with Workers(1, *place) as one, Workers(2, *place) as two:
        for at in range(ROUNDS):
            lot = RECORDS // ROUNDS + (at < RECORDS % ROUNDS)
            took = {}
            for hands in random.sample([one, two], 2):
                documents = [fresh(council, 1) for _ in range(lot)]
                began = time.perf_counter()
                hands.print_all(documents)
                took[hands] = time.perf_counter() - began
            ratios.append(took[one] / took[two])
    at_least("documents-two-workers", ratios, 1.6)


FIGURES = (beside_others, edited_and_long, unchanged, hostile, memory, workers)


def main() -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = ""
    with tempfile.TemporaryDirectory() as folder:
        measure(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())

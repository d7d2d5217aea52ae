"""What explaining abbreviations costs: a note of 300 words, with and without.

The figure is processor time for the note drawn as paragraphs and explained, divided by
that for the paragraphs alone, the median of rounds in which both take their turn.
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROUNDS, TIMES = 15, 200
SENTENCE = (
    "The SEP and the HT walked through EYFS and KS1 with the SENDCo, looked at books"
    " of PP and SEND pupils, and agreed that the SLT will bring the SEF to the FGB. "
)
PARAGRAPHS = 3
SENTENCES = 3


def measure() -> None:
    import django

    django.setup()
    from django.conf import settings

    from glossary import explaining
    from glossary.definitions import read_glossary
    from sitrack.core.prose import prose

    file = Path(settings.BASE_DIR, "fixtures/glossary/suffolk.yaml")
    rows = tuple(
        (term.abbreviation, term.meaning, number)
        for number, term in enumerate(read_glossary(file).terms)
    )
    note = "\n\n".join([(SENTENCE * SENTENCES).strip()] * PARAGRAPHS)
    words = len(note.split())
    explain = explaining.vocabulary(rows).explain

    def plain() -> str:
        return prose(note)

    def explained() -> str:
        return explain(prose(note))

    ratio = statistics.median(_cost(explained) / _cost(plain) for _ in range(ROUNDS))
    print(f"a note of {words} words, {explained().count('<abbr')} explained")
    _figure("explained-note", ratio, 2)


def _cost(act: Callable[[], str]) -> float:
    gc.collect()
    begun = time.process_time()
    for _ in range(TIMES):
        act()
    return (time.process_time() - begun) / TIMES


def _figure(name: str, measured: float, limit: float) -> None:
    verdict = "ok" if measured <= limit else "over"
    print(f"figure {name} {measured:.2f} {limit:g} {verdict}", flush=True)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sitrack.settings")
    os.environ.setdefault("SITRACK_LOCAL", "yes")
    measure()

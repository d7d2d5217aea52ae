"""Which way the pages of a Word file lie: parts that lie alike are one section."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from sitrack.core.documents.word import xml
from sitrack.core.documents.word.margins import widened
from sitrack.core.documents.word.markup import Run


def body_of(runs: Sequence[Run], last: Any, word: Any) -> str:
    """All runs as the body of a file. Each ends with the properties of its section, made
    after those of the template's ``last``, which are turned for the last run."""
    margins = widened(word, last) if any(run.wide for run in runs) else {}
    upright = deepcopy(last)
    written = []
    for place, run in enumerate(runs[:-1]):
        own = deepcopy(upright)
        _turn(own, margins, wide=run.wide)
        if place:
            _count_on(own)
        etree.cleanup_namespaces(own)
        end = xml.end(etree.tostring(own, encoding="unicode"))
        written.append(run.body.removesuffix(xml.gap()) + end)
    if runs[1:]:
        _count_on(last)
    _turn(last, margins, wide=runs[-1].wide)
    rest = runs[-1].body
    if rest.endswith(xml.gap()):
        rest = rest.removesuffix(xml.gap()) + xml.end()
    return "".join(written) + rest


def _turn(section: Any, margins: Mapping[str, str], *, wide: bool) -> None:
    """Lay the page on its side, with the head and foot of such a page; all else is as
    the template has it."""
    page = section.find(qn("w:pgSz"))
    if not wide or page is None:
        return
    sides = sorted(int(page.get(qn(f"w:{one}"))) for one in "wh")
    page.set(qn("w:h"), str(sides[0]))
    page.set(qn("w:w"), str(sides[1]))
    page.set(qn("w:orient"), "landscape")
    for reference in section:
        if reference.get(qn("r:id")) in margins:
            reference.set(qn("r:id"), margins[reference.get(qn("r:id"))])


def _count_on(section: Any) -> None:
    """Pages are counted through, where the template says at which its count starts."""
    numbers = section.find(qn("w:pgNumType"))
    if numbers is not None:
        numbers.attrib.pop(qn("w:start"), None)

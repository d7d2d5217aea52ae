"""The running head and foot of pages that lie on their side, whose text is wider."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# How much of what a page has in width on its side a stop of each kind moves by: what
# ends at the right edge goes all the way, what stands in the middle half of it.
MOVED = {"right": 1.0, "end": 1.0, "decimal": 1.0, "center": 0.5}
KINDS = ("header", "footer")
PARAGRAPH = qn("w:p")


def widened(word: Any, section: Any) -> dict[str, str]:
    """A copy of each head and foot of the section in which a stop has moved, for pages
    on their side: by the relation of the one that was, that of its copy."""
    more = _wider(section)
    copies = {}
    for kind in KINDS:
        for reference in section.findall(qn(f"w:{kind}Reference")):
            relation = reference.get(qn("r:id"))
            own = word.part.rels[relation].target_part
            if more and any(_stops(word, one) for one in own.element.iter(PARAGRAPH)):
                copies[relation] = _copied(word, kind, own, more)
    return copies


def _wider(section: Any) -> int:
    """By how much a page is wider on its side; nothing where it lies there already."""
    page = section.find(qn("w:pgSz"))
    if page is None:
        return 0
    width, height = (int(page.get(qn(f"w:{one}"))) for one in "wh")
    return max(0, height - width)


def _copied(word: Any, kind: str, own: Any, more: int) -> str:
    add = word.part.add_header_part if kind == "header" else word.part.add_footer_part
    made, relation = add()
    for child in list(made.element):
        made.element.remove(child)
    for child in own.element:
        made.element.append(deepcopy(child))
    for key, rel in own.rels.items():
        target = rel.target_ref if rel.is_external else rel.target_part
        made.load_rel(rel.reltype, target, key, rel.is_external)
    for paragraph in made.element.iter(PARAGRAPH):
        _move(paragraph, _stops(word, paragraph), more)
    return str(relation)


def _stops(word: Any, paragraph: Any) -> dict[int, str]:
    """The stops of a paragraph that move, its own and those of its styles: where each
    stands, and its kind."""
    found: dict[int, str] = {}
    for properties in reversed(list(_properties(word, paragraph))):
        for tab in properties.iterfind(f"{qn('w:tabs')}/{qn('w:tab')}"):
            place = int(tab.get(qn("w:pos")))
            found.pop(place, None)
            if tab.get(qn("w:val")) in MOVED:
                found[place] = tab.get(qn("w:val"))
    return found


def _properties(word: Any, paragraph: Any) -> Iterator[Any]:
    """Those of the paragraph, then of its style, then of what that is based on."""
    if paragraph.pPr is not None:
        yield paragraph.pPr
    style = word.part.get_style(paragraph.style, WD_STYLE_TYPE.PARAGRAPH)
    while style is not None:
        if style.element.pPr is not None:
            yield style.element.pPr
        style = style.base_style


def _move(paragraph: Any, stops: dict[int, str], more: int) -> None:
    if not stops:
        return
    properties = paragraph.get_or_add_pPr()
    tabs = properties.get_or_add_tabs()
    for tab in list(tabs):
        if int(tab.get(qn("w:pos"))) in stops:
            tabs.remove(tab)
    moved = {place + round(more * MOVED[kind]): kind for place, kind in stops.items()}
    cleared = {place: "clear" for place in stops if place not in moved}
    for place, kind in sorted({**cleared, **moved}.items()):
        tab = OxmlElement("w:tab")
        tab.set(qn("w:val"), kind)
        tab.set(qn("w:pos"), str(place))
        tabs.append(tab)

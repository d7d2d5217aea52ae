"""Puts a document into its Word template; the same document is the same bytes."""

import io
import zipfile
from datetime import UTC
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate

from sitrack.core.documents.drawing import part_page, stylesheet
from sitrack.core.documents.text import clean, whole
from sitrack.core.documents.value import Document
from sitrack.core.documents.word.markup import Lists, Writer
from sitrack.core.documents.word.sections import body_of
from sitrack.core.documents.word.tables import widths_in
from sitrack.core.documents.word.templates import GENERAL, number_of, template_for
from sitrack.core.documents.word.xml import fit
from sitrack.core.templatetags.govuk import day

INVENTED = "Demonstration: every visit, level, name and note is invented"
LANGUAGE = "en-GB"
# Word reads no more than this many letters of a property.
LONGEST = 255
LONG_AGO = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"


def render_docx(document: Document, *, kind: str = GENERAL) -> bytes:
    """The document as a Word file, in the template of its kind.

    Raises ImproperlyConfigured where an authority's folder of templates is none.
    """
    template = DocxTemplate(str(template_for(kind)))
    word = template.get_docx()
    lists = _lists_of(word)
    writer = Writer(
        lists,
        bullets=number_of(word, "ListBullet") or 0,
        widths=widths_in(stylesheet()),
    )
    with whole():
        runs = writer.pages([part_page(part) for part in document.parts])
    body = body_of(runs, word.element.body.sectPr, word)
    template.render(
        {
            "body": mark_safe(body),  # noqa: S308 - every text in it is escaped
            "head": _typed(INVENTED if settings.DEMONSTRATION else document.title),
            "foot": _typed(document.foot),
            "printed": _typed(document.version or _made(document)),
        },
        autoescape=True,
    )
    _begin_lists(word, lists)
    _describe(word, document)
    file = io.BytesIO()
    template.save(file)
    return _packed(file)


def word_name(document: Document) -> str:
    """The name of the document's Word file."""
    return f"{document.filename.removesuffix('.pdf')}.docx"


def _made(document: Document) -> str:
    return f"Made {day(document.printed_at)} by {document.printed_by}"


def _typed(text: str) -> SafeString:
    """Text for a margin, in which docxtpl finds no sign of its own."""
    return mark_safe(fit(clean(text)))  # noqa: S308 - it is escaped there


def _lists_of(word: Any) -> Lists:
    numbering = word.part.numbering_part.element
    taken = [int(one) for one in numbering.xpath("./w:num/@w:numId")]
    return Lists(max(taken, default=0) + 1)


def _begin_lists(word: Any, lists: Lists) -> None:
    """Give each numbered list a number of its own, so that it begins anew."""
    numbering = word.part.numbering_part.element
    model = number_of(word, "ListNumber")
    (kind,) = numbering.xpath(f"./w:num[@w:numId='{model}']/w:abstractNumId/@w:val")
    for number, start in lists.begun:
        num = _element("w:num", numId=number)
        num.append(_element("w:abstractNumId", val=kind))
        for level in range(3):
            again = _element("w:lvlOverride", ilvl=level)
            again.append(_element("w:startOverride", val=start if level == 0 else 1))
            num.append(again)
        numbering.append(num)


def _element(name: str, **values: Any) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def _describe(word: Any, document: Document) -> None:
    """The properties of the file: what it is, whose, and when, never the machine's."""
    said = word.core_properties
    said.title = clean(document.title)[:LONGEST]
    said.author = clean(document.author or settings.ORGANISATION)[:LONGEST]
    said.subject = clean(document.foot)[:LONGEST]
    said.language = LANGUAGE
    said.last_modified_by = said.author
    said.created = said.modified = document.printed_at.astimezone(UTC).replace(
        tzinfo=None
    )
    said.revision = 1
    said.comments = said.keywords = said.category = ""


def _packed(file: io.BytesIO) -> bytes:
    """The parts of the file in one order, without the moment of packing."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(file) as made,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in sorted(made.namelist(), key=lambda one: (one != FIRST, one)):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            again.writestr(entry, made.read(name))
    return packed.getvalue()

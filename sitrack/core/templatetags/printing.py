"""Filters for what people typed, in documents: every such text goes through one."""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString

from sitrack.core.documents import text as paper
from sitrack.core.prose import prose

register = template.Library()


@register.filter
def print_prose(text: str | None) -> SafeString:
    """Long text as paragraphs and lists."""
    return _prose_on_paper(text or "", whole=paper.is_whole())


@lru_cache(maxsize=2048)
def _prose_on_paper(text: str, *, whole: bool) -> SafeString:
    """Most of a record is as it was when it was printed last. ``whole`` is how the text
    is made printable just now: a page for Word is no page for paper."""
    return prose(paper.printable(text if whole else paper.flowing(text)))


@register.filter
def print_line(text: object) -> str:
    """A short text: a name, a title, an address."""
    return paper.printable("" if text is None else str(text))

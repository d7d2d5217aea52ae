"""The filter that explains abbreviations in what people read."""

from django import template
from django.utils.safestring import SafeString

from glossary import explaining

register = template.Library()


@register.filter
def explained(text: str | None) -> SafeString:
    """{{ note.summary|prose|explained }} or {{ priority|explained }}; not in links."""
    return explaining.explained(text)

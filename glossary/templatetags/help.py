"""Questions next to what they concern."""

from typing import Any

from django import template

from glossary.help import our_help

register = template.Library()


@register.inclusion_tag("glossary/_questions.html")
def questions(place: str) -> dict[str, Any]:
    """{% questions "hours" %}: folded, or nothing where the framework has none."""
    return {"questions": our_help().about(place)}

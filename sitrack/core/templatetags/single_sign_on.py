"""Signing in elsewhere, for pages that other people's views show."""

from django import template

from sitrack.core.single_sign_on import queries
from sitrack.core.single_sign_on.providers import Provider

register = template.Library()


@register.simple_tag
def providers() -> tuple[Provider, ...]:
    """Those that the operator has named, for a button each."""
    return queries.providers()

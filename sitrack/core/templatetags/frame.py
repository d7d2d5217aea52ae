"""What stands on every page and is the same each time, so it is drawn once.

Seventeen addresses of files and pages took a thirtieth of a usual page's time.
"""

from functools import cache

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def head_assets() -> SafeString:
    """The icon, the styles and the scripts of every page."""
    return _assets(get_script_prefix())


@register.simple_tag(takes_context=True)
def footer_links(context: Context, /) -> SafeString:
    """The links at the foot: more of them for whoever has signed in, and is past the
    wall of the second step."""
    request = context.get("request")
    user = getattr(request, "user", None)
    walled = getattr(request, "is_walled", False)
    signed_in = user is not None and user.is_authenticated and not walled
    return _footer_links(get_script_prefix(), signed_in=signed_in)


# Every address begins with the prefix.
@cache
def _assets(prefix: str) -> SafeString:
    return SafeString(render_to_string("components/assets.html"))


@cache
def _footer_links(prefix: str, *, signed_in: bool) -> SafeString:
    drawn = render_to_string("components/footer_links.html", {"signed_in": signed_in})
    return SafeString(drawn)

"""Tags for what is kept when a sign-in runs out."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from django import template
from django.http import HttpRequest
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sitrack.core.kept import passports
from sitrack.core.kept.services import find_kept

register = template.Library()


@register.simple_tag(takes_context=True)
def form_passport(context: Context, path: str = "", /) -> SafeString:
    """The hidden box of a form's passport; ``path`` where it is posted elsewhere."""
    request: HttpRequest = context["request"]
    if not request.user.is_authenticated:
        return SafeString("")
    value = passports.issue(
        user_pk=request.user.pk,
        path=path or request.path,
        token=context["submit_token"],
    )
    return format_html('<input type="hidden" name="passport" value="{}">', value)


@register.simple_tag(takes_context=True)
def kept_for(context: Context) -> str:
    """Who must sign in to see again what was typed; empty where nothing is kept."""
    request: HttpRequest = context["request"]
    address = request.GET.get("next") or request.POST.get("next", "")
    tokens = parse_qs(urlsplit(address).query).get("kept", [])
    kept = find_kept(tokens[0]) if tokens else None
    return str(kept.user) if kept else ""

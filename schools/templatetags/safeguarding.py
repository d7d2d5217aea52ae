"""The safeguarding notice, where it helps."""

from typing import Any

from django import template

from schools import safeguarding

register = template.Library()


@register.inclusion_tag("schools/_safeguarding.html")
def safeguarding_notice() -> dict[str, Any]:
    """{% safeguarding_notice %}: whom to call, or nothing where it is switched off."""
    return {"notice": safeguarding.notice.now()}

"""The boxes of a meeting's form that are named after what they rate."""

from django import template
from django.utils.safestring import SafeString

from plans.forms.meetings import HeldForm
from sitrack.core import drawing

register = template.Library()


@register.simple_tag
def colour_box(form: HeldForm, name: str, key: int) -> SafeString:
    """{% colour_box form "rag" action.pk %}: the box, or nothing where there is none."""
    box = form.box(f"{name}_{key}")
    if box is None:
        return SafeString("")
    if name == "findings":
        return drawing.draw(box, label_size="s")
    return drawing.draw(box, size="s", inline=True, small=True)

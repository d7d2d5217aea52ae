"""What a script reads from a page: data in an attribute, never code."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """A value for an attribute, which is escaped like any text."""
    return json.dumps(value, cls=DjangoJSONEncoder)

"""GOV.UK Frontend's components, drawn by govuk-frontend-jinja's macros.

One Jinja environment serves every thread: it holds templates only, and every
drawing gets its own parameters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import escape

Params = dict[str, Any]
# Boxes that are the same whatever is typed into them, and where it stands in them.
BOXES = {"input", "textarea"}
PLACE = "\ue000"


def render(name: str, /, **params: Any) -> SafeString:
    """Draw one component, such as "summary-list", from the macro's own parameters.

    Text is escaped by the macro. Markup (`html`, `titleHtml`, …) is escaped too
    unless the caller made it safe on purpose.
    """
    value = params.get("value") or ""
    if not str(value).strip():
        return mark_safe(_drawn(Asked(name, params)))  # noqa: S308
    # What somebody typed is kept nowhere, and a message may quote it.
    if name not in BOXES or "errorMessage" in params:
        return mark_safe(_draw(Asked(name, params)))  # noqa: S308
    box = _drawn(Asked(name, {**params, "value": PLACE}))
    return mark_safe(box.replace(PLACE, escape(value)))  # noqa: S308


class Asked:
    """A component with its parameters, known by both: a blank form's boxes are the
    same from one request to the next, and a macro is slow beside looking it up."""

    __slots__ = ("key", "name", "params")

    def __init__(self, name: str, params: Params) -> None:
        self.name, self.params = name, params
        self.key = (name, _frozen(params))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Asked) and self.key == other.key


def _draw(asked: Asked) -> str:
    return str(_macro(asked.name)(fenced(asked.params)))


_drawn = lru_cache(maxsize=1024)(_draw)


def _frozen(value: Any) -> Any:
    """A value as a key; text that is safe markup is another key than the same text."""
    if isinstance(value, Mapping):
        return tuple((name, _frozen(one)) for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return (list, *map(_frozen, value))
    if hasattr(value, "__html__"):
        return (SafeString, str(value))
    return (type(value), value) if isinstance(value, (str, int)) else str(value)


def fenced(value: Any, key: str = "") -> Any:
    """The parameters with every piece of markup escaped that nobody marked safe."""
    if isinstance(value, Mapping):
        slots = key == "slots"
        return {k: fenced(v, "html" if slots else k) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [fenced(item) for item in value]
    if key == "html" or key.endswith("Html") or key == "attributes":
        return conditional_escape(value) if value else value
    return value


@cache
def _environment() -> Environment:
    loader = PrefixLoader(
        {"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}
    )
    environment = Environment(loader=loader, autoescape=True, auto_reload=False)
    # Pretty indentation would change the text of a textarea inside a fieldset.
    environment.filters["indent"] = lambda text, *_: text
    return environment


@cache
def _macro(name: str) -> Callable[[Params], str]:
    """The macro of a component: "summary-list" gives govukSummaryList."""
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name):
        raise ValueError(f"no such component: {name}")
    template = _environment().get_template(
        f"govuk_frontend_jinja/components/{name}/macro.html"
    )
    camel = "".join(word.capitalize() for word in name.split("-"))
    macro: Callable[[Params], str] = getattr(template.module, f"govuk{camel}")
    return macro

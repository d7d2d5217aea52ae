"""Tags and filters for every page: components, fields, errors, dates and long text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sitrack.core import addresses, components, drawing, problems, words
from sitrack.core import clock as present
from sitrack.core import prose as long_text
from sitrack.core.forms import asks_for_words

register = template.Library()

NAME_NO_CHILD = "Do not name individual children."

TAG_COLOURS = {"grey", "green", "teal", "blue", "purple", "magenta", "red"} | {
    "orange",
    "yellow",
}


@register.simple_tag
def govuk(component: str, /, **params: Any) -> SafeString:
    """Any component: {% govuk "tag" text="Late" classes="govuk-tag--red" %}.

    A double underscore reaches inside: label__text="Name" is label={"text": "Name"}.
    """
    nested: dict[str, Any] = {}
    for key, value in params.items():
        *outer, last = key.split("__")
        place = nested
        for step in outer:
            place = place.setdefault(step, {})
        place[last] = value
    return components.render(component, **nested)


@register.simple_tag
def govuk_field(field: BoundField, /, **options: Any) -> SafeString:
    """A form field: {% govuk_field form.name size="m" rows=8 hint="…" %}."""
    return drawing.draw(field, **options)


@register.simple_tag(takes_context=True)
def error_summary(context: Context, /, *forms: Any) -> SafeString:
    """The box that lists what is wrong, or nothing; without arguments for the
    context's form, formset and formsets."""
    listed = [
        {"text": one["text"], **({"href": one["href"]} if one["href"] else {})}
        for form in forms or _forms_of(context)
        if form
        for one in problems.problems_of(form)
    ]
    if not listed:
        return SafeString("")
    return components.render(
        "error-summary", titleText="There is a problem", errorList=listed
    )


@register.simple_tag(takes_context=True)
def error_prefix(context: Context) -> str:
    """ "Error: " for the page title when the page's forms have errors."""
    return "Error: " if problems.has_errors(*_forms_of(context)) else ""


@register.simple_tag(takes_context=True)
def naming_notice(context: Context, /, *forms: Any) -> SafeString:
    """INV-24: a form in which people write about a school says that no child is
    named, once; without arguments for the context's form, formset and formsets."""
    if not any(asks_for_words(form) for form in forms or _forms_of(context)):
        return SafeString("")
    return format_html('<p class="app-hint app-naming">{}</p>', NAME_NO_CHILD)


def _forms_of(context: Context) -> list[BaseForm | BaseFormSet[Any]]:
    found = [context.get("form"), context.get("formset")]
    found += context.get("formsets") or []
    return [form for form in found if isinstance(form, (BaseForm, BaseFormSet))]


@register.simple_tag
def address(page: str, /, *keys: int | str) -> str:
    """{% address "visits:step" step.pk %}: as {% url %}, for a page with many."""
    return addresses.address(page, *keys)


@register.simple_tag
def word(key: str, /) -> str:
    """{% word "record" %}: a noun as the framework says it; {% word "Record" %} at
    the beginning of a sentence, {% word "a_record" %} with its article."""
    return words.word(key)


@register.filter
def worded(sentence: str) -> str:
    """{% govuk "button" text="Agree for the {authority}"|worded %}"""
    return words.worded(sentence)


@register.filter
def rows(formset: BaseFormSet[Any]) -> Iterator[tuple[int, BaseForm]]:
    """{% for number, row in formset|rows %}: the rows not removed, from 1."""
    return problems.live_rows(formset)


@register.filter
def removed(formset: BaseFormSet[Any]) -> list[BaseForm]:
    """The rows that were removed and only travel as hidden boxes."""
    return [form for form in formset.forms if problems.is_removed(form)]


@register.filter
def page_numbers(page: Page[Any]) -> list[int]:
    """The first and last page, those beside the present one, and 0 for a gap."""
    pages = page.paginator
    shown = pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in shown]


@register.filter
def prose(text: str | None) -> SafeString:
    """Long text as paragraphs and lists."""
    return long_text.prose(text or "")


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """A date in words: 12 November 2026."""
    return f"{_local(value):%-d %B %Y}" if value else ""


@register.filter
def short_day(value: dt.date | dt.datetime | None) -> str:
    """A date for a narrow column: 12 Nov 2026."""
    return f"{_local(value):%-d %b %Y}" if value else ""


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A date and time in words: 12 November 2026 at 9:30am."""
    if not value:
        return ""
    local = _local(value)
    return f"{local:%-d %B %Y} at {_time(local)}"


@register.filter
def told(value: dt.datetime) -> str:
    """When something was, in a sentence: at 9:30am, or on 12 November 2026 at 2pm."""
    local = _local(value)
    if local.date() == present.today():
        return f"at {clock(local)}"
    return f"on {moment(local)}"


@register.filter
def clock(value: dt.datetime | dt.time | None) -> str:
    """A time of day: 9:30am, 2pm, midday."""
    if value is None:
        return ""
    return _time(value if isinstance(value, dt.time) else _local(value))


@register.filter
def unstopped(text: object) -> str:
    """A text of the framework's without its full stop, where a sentence goes on."""
    return str(text).rstrip().removesuffix(".")


@register.filter
def duration(minutes: int | None) -> str:
    """Minutes in words: 2 hours 30 minutes."""
    if minutes is None:
        return ""
    whole, rest = divmod(abs(minutes), 60)
    words = [_count(whole, "hour")] if whole else []
    words += [_count(rest, "minute")] if rest or not whole else []
    return ("minus " if minutes < 0 else "") + " ".join(words)


@register.filter
def hours(minutes: int | None) -> str:
    """Minutes as a number of hours for tables: 150 gives 2.5."""
    if minutes is None:
        return ""
    return f"{(Decimal(minutes) / 60).quantize(Decimal('0.01')).normalize():f}"


@register.simple_tag
def level_tag(name: str, colour: str = "grey") -> SafeString:
    """A level as a coloured tag; the word always says what the colour says."""
    shade = colour if colour in TAG_COLOURS else "grey"
    return components.render("tag", text=name, classes=f"govuk-tag--{shade}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _time(here: dt.datetime | dt.time) -> str:
    if (here.hour, here.minute) in {(12, 0), (0, 0)}:
        return "midday" if here.hour else "midnight"
    minutes = f":{here.minute:02}" if here.minute else ""
    return f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"


def _local(value: Any) -> Any:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value

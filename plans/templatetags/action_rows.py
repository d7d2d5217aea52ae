"""The rows of a priority's actions (SUF-A-16 to 19).

A full plan has thirty of them. A template took a quarter of its page's time for what
is here one piece of markup a row, with places for what is told.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from glossary.explaining import explained
from plans.models import ActionState
from plans.queries.reading import Action
from sitrack.core import calendar, components
from sitrack.core.templatetags.govuk import short_day

register = template.Library()

ROW = """
<tr class="govuk-table__row">
  <th scope="row" class="govuk-table__header"><a class="govuk-link" href="{}">{}</a> {}</th>
  <td class="govuk-table__cell" data-label="{}">{}</td>
  <td class="govuk-table__cell" data-label="{}"><span>{}</span></td>
  <td class="govuk-table__cell" data-label="{}">{}</td>
</tr>"""
RATING = """
<div class="app-rated__before"><span class="app-meta">{}</span>
  {} <span>{}</span></div>"""
EARLIER = """
<a class="govuk-link" href="{}#ratings">Earlier ratings ({})\
<span class="govuk-visually-hidden">: {}</span></a>"""
FROM_A_STEP = SafeString('<span class="app-meta">From a next step</span>')
UNRATED = SafeString("<span>Not rated yet</span>")


@register.simple_tag
def action_rows(actions: Iterable[Action], labels: Mapping[str, Any]) -> SafeString:
    """{% action_rows priority.actions labels %} inside the body of their table."""
    who, when, rag = (escape(labels[name]["label"]) for name in ("who", "when", "rag"))
    today = calendar.today()
    rows = (
        (
            *(action.href, action.text, _marks(action, today)),
            *(who, action.owner or "Nobody yet"),
            *(when, _when(action)),
            *(rag, _rated(action)),
        )
        for action in actions
    )
    return format_html_join("", ROW, rows)


def _marks(action: Action, today: date) -> SafeString:
    """Whether it is done, dropped or late, and where it came from."""
    found = SafeString("")
    if action.state == ActionState.DONE:
        found += _tag("Done", "green")
    elif action.state == ActionState.DROPPED:
        found += _tag("Dropped", "grey")
    elif action.is_late(today):
        found += _tag("Late", "red")
    return found + FROM_A_STEP if action.step else found


@lru_cache(maxsize=64)
def _tag(word: str, colour: str) -> SafeString:
    return components.render("tag", text=word, classes=f"govuk-tag--{colour}")


def _when(action: Action) -> str:
    day = short_day(action.due_on) or "No day yet"
    return f"{day} ({action.when})" if action.when else day


def _rated(action: Action) -> SafeString:
    """The latest rating, and where those before it are."""
    rating = action.rating
    if rating is None:
        return UNRATED
    day, words = short_day(action.rated_on), explained(rating.words)
    latest = format_html(RATING, day, _tag(rating.label, rating.colour), words)
    if not action.earlier:
        return latest
    return latest + format_html(EARLIER, action.href, action.earlier, action.text)

"""What the form of a visit asks, beside what every visit has.

A prompt whose key is one of ``PLACES`` is answered in a place of its own: the day, the
people, the next steps. Every other one is answered by what is written under it.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from engagement.definitions.visit_checks import PLACES
from engagement.models import TemplatePrompt
from engagement.queries.wording import prompts_of
from sitrack.core.templatetags.govuk import day
from visits import rules
from visits.models import Visit

# Of those with a place of their own, these are texts all the same.
TEXTS = frozenset({"follow_up", "focus", "summary", "comments"})
WORDS = frozenset({"para", "text"})
# Sections that say most of what a note says: what its form asks for before it is shared,
# beside what the visit was about. In most forms that is the summary evaluation.
SAYS_MOST = Q(prompt__required_at="share") & ~Q(prompt__key="focus")
# What Suffolk's note asks, which has a page that was laid out by hand.
JOINT_WORK = frozenset(PLACES) - {"priorities", "comments", "circulation"}


def is_plain(prompts: Iterable[TemplatePrompt]) -> bool:
    """Whether a form asks for no more than the record of joint work does."""
    return all(prompt.key in JOINT_WORK for prompt in prompts)


def is_words(prompt: TemplatePrompt) -> bool:
    """Whether a prompt is answered in words alone."""
    return prompt.key in TEXTS or (is_own(prompt) and prompt.type in WORDS)


def is_own(prompt: TemplatePrompt) -> bool:
    """Whether a prompt is the form's own: no place in every visit answers it."""
    return prompt.key not in PLACES


def is_table(prompt: TemplatePrompt) -> bool:
    """Whether a prompt of the form's own is answered by rows of several columns."""
    return is_own(prompt) and prompt.type == "rows" and len(prompt.columns) > 1


def by_key(visit: Visit) -> dict[str, TemplatePrompt]:
    """The prompts of a visit's form by their key, in its order."""
    prompts = prompts_of(visit.record.framework, visit.template_id)
    return {prompt.key: prompt for prompt in prompts}


def by_initials(visit: Visit) -> bool:
    """Whether the form keeps who was there by their initials alone (WIL-V-21)."""
    present = by_key(visit).get("present")
    return bool(present and present.initials)


def before_sharing(visit: Visit) -> dict[str, str]:
    """What is said, by key, of each text that the form asks for before it is shared."""
    return {
        key: rules.asking(key, prompt.label)
        for key, prompt in by_key(visit).items()
        if prompt.required_at == "share" and (key in TEXTS or is_own(prompt))
    }


def cells_of(prompt: TemplatePrompt, row: dict[str, str]) -> list[tuple[str, str]]:
    """A row of a table as the head and the words of each cell."""
    return [
        (column["label"], shown(row.get(column["key"], ""), column["type"]))
        for column in prompt.columns
    ]


def shown(value: str, kind: str) -> str:
    """A cell in words: a day is kept as 2026-05-04."""
    found = day_of(value) if kind == "date" else None
    return day(found) if found else value


def day_of(code: str) -> date | None:
    """The day that a cell or an answer keeps; None for anything else."""
    try:
        return date.fromisoformat(code)
    except ValueError:
        return None

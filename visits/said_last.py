"""What the last note said, where a form lets it stand in a box beforehand (WIL-V-44)."""

from collections.abc import Iterable
from typing import Any

from engagement.models import SchoolYearRecord, TemplatePrompt
from sitrack.core.models import User
from visits.forms.answers import value_of
from visits.models import Visit, VisitSection
from visits.models.visit import WRITTEN


def said_last(
    record: SchoolYearRecord, prompts: Iterable[TemplatePrompt], reader: User
) -> dict[str, Any]:
    """The boxes that begin with what an earlier note of the school said, by name.

    Of each prompt that is named the newest answer counts, of notes that the reader may
    read. No query where no prompt asks for one.
    """
    wanted = {one.from_last: one for one in prompts if one.from_last}
    if not wanted:
        return {}
    notes = Visit.objects.visible_to(reader).filter(
        record__school=record.school_id, state__in=WRITTEN
    )
    answers = VisitSection.objects.filter(
        visit__in=notes, prompt__code__in=wanted
    ).exclude(text="")
    newest = answers.order_by("visit__date", "visit_id").values_list(
        "prompt__code", "text", "rows"
    )
    return {
        _box(wanted[code]): value_of(wanted[code], text, rows)
        for code, text, rows in newest
    }


def _box(prompt: TemplatePrompt) -> str:
    return "new_priorities" if prompt.key == "priorities" else prompt.key

"""Writing the front sheet of a record, each side its own part (WIL-V-08 to 17)."""

from typing import Any

from django.db import transaction

from engagement.models import FrontSheetSide, SchoolYearRecord, Side
from engagement.queries.forms import form_of
from engagement.services.holding import hold_open
from sitrack.core import events
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken
from sitrack.core.versions import take_next_version

SIDES = {Side.LA: "officer", Side.SCHOOL: "school"}


@transaction.atomic
def write_front_sheet(
    *,
    record: SchoolYearRecord,
    side: Side,
    answers: dict[str, Any],
    expected_version: int,
    by: User,
) -> FrontSheetSide:
    """Save one side's answers by the code of their prompt; 0 is the version of a sheet
    on which that side has written nothing.

    Raises Stale when somebody of the same side saved first, RuleBroken when the record
    is locked or its framework has no front sheet.
    """
    sheet = form_of(record.framework, "front_sheet")
    if sheet is None:
        raise RuleBroken(f"{record.framework} has no front sheet.")
    hold_open(record)
    found, _ = FrontSheetSide.objects.get_or_create(
        record=record, side=side, defaults={"version": 0}
    )
    take_next_version(found, expected=expected_version)
    codes = [prompt.code for prompt in sheet.of_side(SIDES[side])]
    found.answers = {code: answers[code] for code in codes if answers.get(code)}
    found.save()
    events.record("front_sheet.changed", record, by=by, scope=record.school.scope)
    return found

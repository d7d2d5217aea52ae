"""What a day on the front sheet says was done (WIL-T-13)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from engagement.definitions.levels import Cadence
from engagement.models import CadenceRule, FrontSheetSide, SchoolYearRecord
from engagement.rules.duties import Done


def done_by_sheets(
    records: Collection[SchoolYearRecord],
    rules: Mapping[int, Iterable[tuple[CadenceRule, Cadence]]],
) -> Iterator[Done]:
    """What the cadences that name a row of the front sheet have there, for ``rules`` by
    framework: one query, and none where no framework has such a cadence."""
    rows = {
        framework: {one.front_sheet: one.activity for _, one in held if one.front_sheet}
        for framework, held in rules.items()
    }
    asked = {one.pk: one for one in records if rows.get(one.framework_id)}
    if not asked:
        return
    for side in FrontSheetSide.objects.filter(record__in=asked).order_by("pk"):
        record = asked[side.record_id]
        for code, activity in rows[record.framework_id].items():
            day = _day_of(side.answers.get(code))
            if day:
                span = frozenset({f"year:{record.year_id}"})
                facts = ("front_sheet", side.pk, day, span)
                yield Done(record.school_id, activity, *facts)


def _day_of(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None

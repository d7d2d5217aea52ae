"""A side that gives no view of a proposal: reminded once, deemed after ten working
days (SM-1, SUF-W-12, ACC-036).

Worked out anew at each sweep, so that downtime only delays it, and a day off that is
added moves it (INV-20).
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction

from engagement.models import (
    LevelAssignment,
    LevelState,
    SchoolYearRecord,
    View,
)
from engagement.queries.view_days import ViewDays, view_days
from engagement.services.level_steps import (
    approvers,
    move,
    notify,
    other_side_users,
    taken,
    tell,
)
from sitrack.core import calendar, clock, delivery
from sitrack.core.models import Audience
from sitrack.core.rules import RuleBroken
from sitrack.core.words import worded

# Seven working days, after which a side is reminded, end nine dates later at least.
SOONEST = timedelta(days=8)


def follow_silence(limit: int) -> int:
    """Remind whose view is asked, and note that none was given, where it is time;
    returns how many. Run by two sweeps at once, or twice, it does each once."""
    waiting = LevelAssignment.objects.filter(
        state=LevelState.PROPOSED, proposed_at__lte=clock.now() - SOONEST
    ).exclude(record__state=SchoolYearRecord.State.LOCKED)
    found = list(waiting.select_related("school", "level", "record", "raised_by"))
    if not found:
        return 0
    today, days = calendar.today(), view_days(found)
    done = 0
    for row in found:
        act = _what_is_due(row, days[row.pk], today)
        if act and done < limit:
            done += _once(row, act)
    return done


Act = Callable[[LevelAssignment], None]


def _what_is_due(row: LevelAssignment, days: ViewDays, today: date) -> Act | None:
    if today > days.due:
        return deem_view
    if row.reminded_at is None and today >= days.reminder:
        return _remind
    return None


def _once(row: LevelAssignment, act: Act) -> bool:
    """Do it unless somebody else took the proposal further first."""
    try:
        with transaction.atomic():
            act(row)
    except RuleBroken:
        return False
    return True


def _remind(row: LevelAssignment) -> None:
    """Tell the side whose view is asked that a proposal waits for it (CONF-04)."""
    mine = LevelAssignment.objects.filter(
        pk=row.pk, version=row.version, state=LevelState.PROPOSED, reminded_at=None
    )
    if not mine.update(reminded_at=clock.now()):
        raise RuleBroken(taken(row))
    delivery.notify(
        other_side_users(row),
        title=worded("A proposal of a {level} waits for your view: ") + str(row.school),
        path=row.get_absolute_url(),
        key=f"level:{row.pk}:remind:{row.version}",
        chases=f"level_view-{row.pk}",
    )


def deem_view(row: LevelAssignment) -> None:
    """Note that no view was given: whoever decides need not wait any longer."""
    move(row, "deem", view=View.NO_RESPONSE, viewed_at=clock.now())
    tell(
        "level.silent",
        row,
        by=None,
        audience=Audience.LEADERS,
        side=row.other_side.spoken,
    )
    notify(
        row, approvers(row), worded("A proposal of a {level} waits for your decision")
    )
    notify(
        row,
        [*other_side_users(row), row.raised_by],
        worded("No view on a {level} was given within ten working days"),
    )

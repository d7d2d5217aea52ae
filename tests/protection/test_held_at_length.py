"""What is held is counted whole, and read no further than it is shown."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from protection.queries.events import events_of
from protection.queries.held import Subject, held_about, subject_of
from sitrack.core import delivery
from sitrack.core.models import Notification
from tests.universe import Council


def tell(council: Council, times: int) -> None:
    for number in range(times):
        delivery.notify(
            [council.helen], title=f"Note {number}", path="/", key=f"note:{number}"
        )


def test_no_object_is_made_of_a_row_that_is_not_shown(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(council, 12)
    made: list[int] = []
    from_db = Notification.from_db

    def noted(db: str, names: list[str], values: list[object]) -> Notification:
        found = from_db(db, names, values)
        made.append(found.pk)
        return found

    monkeypatch.setattr(Notification, "from_db", noted)
    held = held_about(subject_of(council.helen), council.helen, most=5)
    (told,) = [one for one in held if one.slug == "core-notification"]
    assert len(made) == len(told.lines) == 5
    assert told.count >= 12
    assert told.more == told.count - 5


def test_the_latest_come_first_whichever_part_somebody_had(council: Council) -> None:
    council.shared_visit()
    whole = held_about(subject_of(council.sam), council.sam)
    short = held_about(subject_of(council.sam), council.sam, most=1)
    assert [one.slug for one in short] == [one.slug for one in whole]
    for one, all_of_it in zip(short, whole, strict=True):
        assert one.count == all_of_it.count == len(all_of_it.lines)
        assert [line.at for line in one.lines] == [all_of_it.lines[0].at]


@pytest.mark.parametrize(("most", "asked"), [(None, 1), (10_000, 1), (1, 2)])
def test_the_log_is_read_once_and_counted_only_where_more_is_left(
    council: Council, most: int | None, asked: int
) -> None:
    subject = Subject(council.persons["sam"], council.sam)
    council.shared_visit()
    with CaptureQueriesContext(
        connection,
    ) as run:
        events_of(subject, council.ada, most)
    log = [one for one in run if 'FROM "core_event"' in one["sql"]]
    assert len(log) == asked

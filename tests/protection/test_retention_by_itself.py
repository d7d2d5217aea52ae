"""The worker's part: files, messages and the log, restarts, telling, and restores."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from protection.models import Destruction, DestructionUnit, Result, RetentionDesk
from protection.retention import kind_of
from protection.services import outside
from protection.services.holds import set_hold
from protection.services.retention import destroying
from protection.services.retention.asking import confirm, keep
from protection.services.retention.telling import WAITS, tell_of_waiting
from reports.models import Publication
from sitrack.core.audit.checking import look_through
from sitrack.core.audit.services import seal
from sitrack.core.models import Event, Notification, Reminder, StoredFile
from sitrack.core.models.job import JobState
from sitrack.core.reminders import morning_of
from sitrack.core.sweep import sweep
from tests.protection.retiring import LATER, YEAR, asked, destroyed, waits
from tests.reports.publishing import published
from tests.samples import PDF
from tests.universe import Council
from visits.models import Visit
from visits.services.documents import add_document


@pytest.fixture
def published_version(council: Council, clock: time_machine.Traveller) -> Publication:
    version = published(council)
    clock.move_to(LATER)
    return version


def test_the_bytes_of_what_was_published_go(
    council: Council, published_version: Publication
) -> None:
    name = str(published_version.content.name)
    assert default_storage.exists(name)
    unit = destroyed(council, "published")
    assert (unit.result, unit.files, unit.files_to_go) == (Result.DESTROYED, 1, [])
    assert not Publication.objects.exists()
    assert not default_storage.exists(name)


def test_a_worker_that_died_before_the_bytes_went_is_made_good(
    council: Council,
    published_version: Publication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = str(published_version.content.name)
    with monkeypatch.context() as patched:
        patched.setattr(destroying, "remove_files", lambda unit: 1 / 0)
        unit = destroyed(council, "published")
    assert unit.result == Result.DESTROYED
    assert unit.last_error.startswith("ZeroDivisionError")
    assert default_storage.exists(name)
    DestructionUnit.objects.update(state=JobState.WAITING, due_at=LATER)
    sweep()
    assert not default_storage.exists(name)
    assert DestructionUnit.objects.get().files_to_go == []


def test_a_worker_that_dies_in_between_leaves_all_as_it_was(
    council: Council,
    published_version: Publication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(destroying, "_note_done", lambda unit, **told: 1 / 0)
        unit = destroyed(council, "published")
    assert unit.result == ""
    assert Publication.objects.exists()
    assert default_storage.exists(str(published_version.content.name))
    DestructionUnit.objects.update(state=JobState.WAITING, due_at=LATER)
    sweep()
    assert not Publication.objects.exists()


def test_files_handed_in_go_with_the_visit(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.shared_visit()
    document = add_document(
        visit=visit,
        title="The plan",
        file=ContentFile(PDF, name="plan.pdf"),
        by=council.helen,
    )
    assert document.file
    name = str(document.file.content.name)
    clock.move_to(LATER)
    unit = destroyed(council)
    assert unit.files == 1
    assert not StoredFile.objects.exists()
    assert not default_storage.exists(name)


def reminders(council: Council) -> None:
    for user in (council.sam, council.rita):
        Reminder.objects.create(
            user=user,
            key="step:1",
            day=date(2022, 11, 10),
            due_at=morning_of(date(2022, 11, 10)),
            state=JobState.DONE,
        )


def test_messages_go_but_those_of_somebody_held(council: Council) -> None:
    reminders(council)
    assert waits("message") == {("message", 2022): {None: 2}}
    set_hold(person=council.persons["sam"], reason="A claim", by=council.ada)
    destruction = asked(council, "message", schools=(None,), year=2022, by=council.dee)
    confirm(destruction=destruction, by=council.ada)
    sweep()
    unit = DestructionUnit.objects.get()
    assert (unit.counts, unit.left) == ({"What was put off": 1}, 1)
    assert [row.user for row in Reminder.objects.all()] == [council.sam]


def test_so_many_at_a_time_and_on_from_there(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    reminders(council)
    monkeypatch.setattr(destroying, "ROWS_AT_ONCE", 1)
    monkeypatch.setattr(destroying, "SECONDS", -1)
    destruction = asked(council, "message", schools=(None,), year=2022, by=council.dee)
    confirm(destruction=destruction, by=council.ada)
    unit = DestructionUnit.objects.get()
    assert destroying.destroy_some(unit)
    assert Reminder.objects.count() == 1
    sweep()
    assert Reminder.objects.count() == 1
    monkeypatch.setattr(destroying, "SECONDS", 20)
    sweep()
    assert not Reminder.objects.exists()
    unit.refresh_from_db()
    assert unit.counts == {"What was put off": 2}


def test_the_log_loses_its_words_and_its_chain_holds(
    council: Council, clock: time_machine.Traveller, heads: Path
) -> None:
    council.shared_visit()
    seal()
    before = Event.objects.count()
    set_hold(person=council.persons["helen"], reason="A claim", by=council.ada)
    clock.move_to(LATER)
    unit = destroyed(council, "log", schools=(None,))
    seal()
    told = Event.objects.filter(at__lt=LATER).exclude(verb="event.blank")
    assert told.filter(verb="hold.set").exists()
    told = told.exclude(verb="hold.set")
    assert {event.actor_key for event in told} <= {
        Event.actor_key_of(council.helen)
    } | {event.actor_key for event in told if "person" in event.subject}
    assert unit.events > before // 2
    report = look_through(heads)
    assert (report.faults, report.erased) == ([], unit.events)


def test_who_decides_is_told_once(
    council: Council, clock: time_machine.Traveller
) -> None:
    council.final_visit()
    tell_of_waiting()
    assert not Notification.objects.filter(title=WAITS).exists()
    clock.move_to(LATER)
    for _ in range(2):
        tell_of_waiting()
    told = Notification.objects.filter(title=WAITS)
    assert {row.recipient for row in told} == {council.ada, council.hana, council.dee}
    assert told.all().count() == 3
    clock.move_to(LATER.replace(day=2))
    tell_of_waiting()
    assert told.all().count() == 3
    keep(
        kind=kind_of("record"),
        year=YEAR,
        schools=[council.hawthorn.pk],
        until=date(2033, 9, 9),
        reason="A week more",
        by=council.ada,
    )
    clock.move_to(LATER.replace(day=9))
    tell_of_waiting()
    assert told.all().count() == 6
    assert RetentionDesk.objects.get().looked_on == date(2033, 9, 9)


def test_a_restore_brings_it_back_and_the_list_destroys_it_anew(
    council: Council,
    published_version: Publication,
    heads: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    row = Publication.objects.values().get()
    with default_storage.open(row["content"]) as kept:
        content = kept.read()
    destroyed(council, "published")
    listed = outside.place("destructions").read_text(encoding="utf-8")
    assert "Hawthorn" not in listed
    call_command("repeat_erasures")
    assert (
        "1 destructions are on the list, 0 were done anew." in capsys.readouterr().out
    )
    # As a restore from before the destroying would leave it.
    DestructionUnit.objects.all().delete()
    Destruction.objects.all().delete()
    default_storage.save(row["content"], ContentFile(content))
    Publication.objects.create(**row)
    hold = set_hold(school=council.hawthorn, reason="An inquiry", by=council.ada)
    call_command("repeat_erasures")
    told = capsys.readouterr()
    assert f"was not done anew: There is a {hold}." in told.err
    assert Publication.objects.exists()
    type(hold).objects.all().delete()
    call_command("repeat_erasures")
    assert "1 were done anew." in capsys.readouterr().out
    assert not Publication.objects.exists()
    assert not default_storage.exists(row["content"])
    unit = DestructionUnit.objects.get(result=Result.DESTROYED)
    assert (unit.destruction.asked_by, unit.destruction.decided_by) == (None, None)
    call_command("repeat_erasures")
    assert "0 were done anew." in capsys.readouterr().out


def test_another_school_that_has_the_key_after_a_restore_is_left_alone(
    council: Council, published_version: Publication
) -> None:
    outside.add(
        "destructions",
        number=7,
        kind="published",
        year=YEAR,
        school=council.hawthorn.pk,
        prints=["of another"],
    )
    call_command("repeat_erasures")
    assert Publication.objects.exists()


def test_two_workers_at_one_unit_do_it_once(
    council: Council, clock: time_machine.Traveller
) -> None:
    council.final_visit()
    clock.move_to(datetime(2033, 9, 1, tzinfo=UTC))
    unit = destroyed(council)
    destroying.destroy(unit)
    assert Event.objects.filter(verb="destruction.done").count() == 1
    assert not Visit.objects.exists()

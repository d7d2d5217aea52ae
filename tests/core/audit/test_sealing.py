"""Events are sealed shortly after, and their words can be erased."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries, Settings

from sitrack.core import events, sweep
from sitrack.core.audit import guard, marks
from sitrack.core.audit.checking import look_through
from sitrack.core.audit.services import erase, seal
from sitrack.core.models import Event, EventSeal, User
from tests.core.audit.tampering import alter, delete, nth

pytestmark = pytest.mark.django_db


def test_two_events_of_one_moment_with_the_same_words_are_both_right(
    log: Path,
) -> None:
    by = User.objects.get()
    for _ in range(2):
        events.record("access.refused", by, by=by, path="/twice/")
    report = look_through(log)
    assert (report.faults, report.sealed, report.waiting) == ([], 6, 2)


def test_a_key_that_was_used_before_still_holds(log: Path, settings: Settings) -> None:
    settings.AUDIT_KEYS = ["a new key", *settings.AUDIT_KEYS]
    by = User.objects.get()
    events.record("access.refused", by, by=by, path="/later/")
    assert seal() == 1
    assert look_through(log).faults == []
    settings.AUDIT_KEYS = ["a new key"]
    assert len(look_through(log).faults) == 12


def test_erased_words_are_gone_and_the_chain_holds(log: Path) -> None:
    event, by = nth(3), User.objects.get()
    assert erase([event], by=by, reason="asked for by the person") == 1
    blank = Event.objects.get(pk=event.pk)
    assert (blank.label, blank.actor_key) == ("", "")
    assert str(blank.actor_name) == "a name that was erased"
    assert "/2/" not in str(blank.facts)
    assert blank.sentence == "did something whose words were erased from the log"
    told = Event.objects.get(verb="event.erased")
    assert told.sentence == (
        "erased the words of an event from the log: asked for by the person"
    )
    report = look_through(log)
    assert (report.faults, report.erased) == ([], 1)


def test_a_blank_cannot_be_laid_over_another_event(log: Path) -> None:
    erase([nth(3)], by=None, reason="asked for")
    blank, other = nth(3), nth(4)
    named = dict(zip(marks.FACTS, blank.facts, strict=True))
    alter(other, mark=marks.mark_of(blank.facts), **named)
    assert look_through(log).faults == [
        f"Altered: event {other.pk} is not as it was written."
    ]


def test_the_sweep_seals_where_no_page_waits(log: Path) -> None:
    by = User.objects.get()
    events.record("access.refused", by, by=by, path="/later/")
    sweep.sweep(long=False)
    assert EventSeal.objects.count() == 6
    sweep.sweep()
    assert EventSeal.objects.count() == 7


def test_two_sealers_at_once_do_no_harm(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = User.objects.get()
    events.record("access.refused", by, by=by, path="/later/")
    link_of = marks.link_of

    def another_is_quicker(before: str, event: int, mark: str) -> str:
        link = link_of(before, event, mark)
        EventSeal.objects.create(position=7, event=event, mark=mark, link=link)
        return link

    monkeypatch.setattr(marks, "link_of", another_is_quicker)
    assert seal() == 0
    monkeypatch.undo()
    assert seal() == 1
    assert look_through(log).faults == []


def test_an_event_whose_transaction_ended_late_is_sealed_after_the_others(
    log: Path,
) -> None:
    late = nth(1)
    with guard.lifted("a test"):
        EventSeal.objects.all().delete()
        Event.objects.filter(pk=late.pk).delete()
    assert seal() == 5
    late.save(force_insert=True)
    assert seal() == 1
    assert EventSeal.objects.get(event=late.pk).position == 6
    assert look_through(None).faults == []


def test_recording_an_event_takes_one_query(
    log: Path, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by = User.objects.get()
    with django_assert_num_queries(1):
        events.record("access.refused", by, by=by, path="/later/")


def test_the_command_tells_what_it_found(
    log: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("check_events")
    assert capsys.readouterr().out == (
        "6 events are sealed, 0 wait for their seal, the words of 0 were erased.\n"
    )
    delete(nth(3))
    with pytest.raises(CommandError, match="1 faults were found in the log"):
        call_command("check_events")
    assert "is gone" in capsys.readouterr().err


def test_the_command_erases_one_event(log: Path) -> None:
    event = nth(2)
    call_command("erase_event", str(event.pk), reason="asked for")
    assert nth(2).actor_name == "a name that was erased"
    with pytest.raises(CommandError, match="There is no event 0"):
        call_command("erase_event", "0", reason="asked for")

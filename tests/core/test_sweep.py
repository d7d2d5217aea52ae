"""The sweep does what rows ask for: each once, again when it failed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from sitrack.core import delivery, sweep
from sitrack.core.models import Claimable, JobState, Notification, User
from tests.universe import NOW

Clock = time_machine.Traveller


@pytest.fixture
def waiting(db: None, clock: Clock) -> Notification:
    """One message that waits for the sweep."""
    user = User.objects.create_user("helen@council.example", name="Helen Marsh")
    delivery.notify([user], title="A note is ready", path="/", key="note:1")
    return Notification.objects.get()


def fail_to_send(monkeypatch: pytest.MonkeyPatch) -> None:
    def send(self: EmailMessage) -> int:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr(EmailMessage, "send", send)


def test_a_row_is_done_once(
    waiting: Notification, mailoutbox: list[EmailMessage]
) -> None:
    assert (sweep.sweep(), sweep.sweep()) == (1, 0)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (JobState.DONE, 1)
    assert waiting.leased_until is None
    assert len(mailoutbox) == 1


def test_the_same_occasion_is_told_to_a_person_once(waiting: Notification) -> None:
    delivery.notify(
        [waiting.recipient] * 2, title="A note is ready", path="/", key="note:1"
    )
    assert Notification.objects.count() == 1


def test_what_another_sweep_holds_is_left_alone(
    waiting: Notification, mailoutbox: list[EmailMessage]
) -> None:
    Notification.objects.update(
        state=JobState.RUNNING, leased_until=NOW + timedelta(minutes=5)
    )
    assert sweep.sweep() == 0
    assert mailoutbox == []


def test_a_row_is_taken_up_again_when_its_lease_has_ended(
    waiting: Notification, clock: Clock, mailoutbox: list[EmailMessage]
) -> None:
    Notification.objects.update(
        state=JobState.RUNNING, leased_until=NOW + sweep.LEASE, attempts=1
    )
    clock.move_to(NOW + sweep.LEASE + timedelta(seconds=1))
    assert sweep.sweep() == 1
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (JobState.DONE, 2)


def test_what_is_due_later_waits(waiting: Notification, clock: Clock) -> None:
    Notification.objects.update(due_at=NOW + timedelta(hours=1))
    assert sweep.sweep() == 0
    clock.move_to(NOW + timedelta(hours=1))
    assert sweep.sweep() == 1


def test_a_failure_is_kept_and_tried_again_after_a_pause(
    waiting: Notification, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        fail_to_send(broken)
        assert sweep.sweep() == 0
    waiting.refresh_from_db()
    assert waiting.state == JobState.WAITING
    assert waiting.last_error == "ConnectionRefusedError: no mail server"
    assert waiting.due_at == NOW + timedelta(minutes=2)
    assert sweep.sweep() == 0
    clock.move_to(waiting.due_at)
    assert sweep.sweep() == 1


def test_a_mail_is_tried_for_three_days_and_then_given_up(
    waiting: Notification, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_send(monkeypatch)
    last = NOW
    while waiting.state == JobState.WAITING:
        last = waiting.due_at
        clock.move_to(last)
        sweep.sweep()
        waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (JobState.FAILED, 77)
    assert timedelta(days=2, hours=23) < last - NOW < timedelta(days=3, hours=1)
    clock.shift(timedelta(days=1))
    assert sweep.sweep() == 0


def test_other_work_is_given_up_after_five_attempts(
    waiting: Notification, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_to_send(monkeypatch)
    monkeypatch.setattr(Notification, "most_attempts", Claimable.most_attempts)
    for _ in range(5):
        clock.shift(timedelta(hours=1))
        sweep.sweep()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.attempts) == (JobState.FAILED, 5)


def notify_many(count: int) -> None:
    """So many people have a message that waits for the sweep."""
    users = [
        User.objects.create_user(f"user{n}@council.example", name=f"User {n}")
        for n in range(count)
    ]
    delivery.notify(users, title="A note is ready", path="/", key="note:1")


def test_where_nothing_can_be_sent_a_sweep_tries_three_and_leaves_the_rest(
    db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    notify_many(10)
    fail_to_send(monkeypatch)
    assert sweep.sweep() == 0
    tried = Notification.objects.order_by("-attempts").values_list(
        "attempts", flat=True
    )
    assert list(tried) == [1] * 3 + [0] * 7


@pytest.mark.parametrize(("long", "seconds"), [(True, 25), (False, 3)])
def test_a_sweep_takes_up_no_more_once_its_time_is_over(
    db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch, *, long: bool, seconds: int
) -> None:
    notify_many(5)
    now = 100.0

    def send(self: EmailMessage) -> int:
        nonlocal now
        now += seconds * 0.6
        return 1

    monkeypatch.setattr(EmailMessage, "send", send)
    monkeypatch.setattr("sitrack.core.sweep.time.monotonic", lambda: now)
    assert sweep.sweep(long=long) == 2
    assert Notification.objects.filter(state=JobState.WAITING).count() == 3


def test_a_server_that_hangs_is_waited_for_once_in_a_sweep(
    db: None, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands behind the mails has the rest of the sweep's time."""
    notify_many(5)
    now = 100.0

    def send(self: EmailMessage) -> int:
        nonlocal now
        now += 10
        raise TimeoutError("the mail server hangs")

    monkeypatch.setattr(EmailMessage, "send", send)
    monkeypatch.setattr("sitrack.core.sweep.time.monotonic", lambda: now)
    assert sweep.sweep() == 0
    assert sum(Notification.objects.values_list("attempts", flat=True)) == 1
    assert now == 110


def test_a_failure_leaves_the_other_rows_to_be_done(
    waiting: Notification, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = User.objects.create_user("dev@council.example", name="Dev Chandra")
    delivery.notify([other], title="A note is ready", path="/", key="note:1")
    send = EmailMessage.send

    def send_to_some(self: EmailMessage) -> int:
        if self.to == ["helen@council.example"]:
            raise ConnectionRefusedError
        return send(self)

    monkeypatch.setattr(EmailMessage, "send", send_to_some)
    assert sweep.sweep() == 1
    states = Notification.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [JobState.WAITING, JobState.DONE]


def test_a_sweep_does_no_more_than_it_may(db: None, clock: Clock) -> None:
    notify_many(3)
    assert (sweep.sweep(limit=2), sweep.sweep(limit=2)) == (2, 1)


def test_what_a_sweep_brings_is_done_in_it_and_wakes_no_other(
    waiting: Notification,
    mailoutbox: list[EmailMessage],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    dev = User.objects.create_user("dev@council.example", name="Dev Chandra")

    def remind(limit: int) -> None:
        delivery.notify([dev], title="A step is late", path="/", key="step:1")

    monkeypatch.setattr(sweep, "_besides", [remind])
    with django_capture_on_commit_callbacks() as woken:
        assert sweep.sweep() == 2
    assert woken == []
    assert [mail.to for mail in mailoutbox] == [[waiting.recipient.email], [dev.email]]


def test_without_a_broker_the_sweep_runs_after_the_commit(
    waiting: Notification,
    mailoutbox: list[EmailMessage],
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
) -> None:
    monkeypatch.setattr(settings, "CELERY_BROKER_URL", None)
    assert callable(django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        sweep.wake()
        assert mailoutbox == []
    assert len(mailoutbox) == 1

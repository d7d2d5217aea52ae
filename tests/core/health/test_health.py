"""Alive and ready are asked without signing in, and a stranger learns one word."""

import logging
import os
import pwd
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as live_settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from pytest_django import Settings

from scripts.servers import free_port, private_redis
from tests.universe import NOW, Council

OK, UNAVAILABLE = {"status": "ok"}, {"status": "unavailable"}


@pytest.fixture
def swept(council: Council) -> None:
    call_command("tick", stdout=StringIO())


def answer(address: str = "/health/ready") -> tuple[int, dict[str, str]]:
    with undone():
        response = Client().get(address)
    return response.status_code, response.json()


@contextmanager
def undone() -> Iterator[None]:
    """A question that fails spoils the test's transaction on PostgreSQL."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_an_installation_where_everything_is_there_is_alive_and_ready(
    swept: None,
) -> None:
    assert answer("/health/live") == answer("/health/ready") == (200, OK)
    said = StringIO()
    call_command("health", stdout=said)
    assert said.getvalue() == "Everything is there.\n"


def test_neither_is_kept_by_a_cache_nor_begins_a_session(swept: None) -> None:
    for address in ("/health/live", "/health/ready"):
        response = Client().get(address)
        assert response.headers["Cache-Control"] == "private, no-store"
        assert not response.cookies


def test_a_machine_without_tls_inside_may_ask(swept: None, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert answer() == (200, OK)
    assert Client().get("/accounts/login/").status_code == 301


def not_migrated(settings: Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")


def without_cache(settings: Settings) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE core_cache")


def broker_stopped(settings: Settings) -> None:
    with private_redis() as url:
        settings.REDIS_URL = url
        assert answer() == (200, OK)


@pytest.mark.parametrize(
    ("make", "probe"),
    [
        (not_migrated, "migrations: not migrated: core.0001_first_release"),
        (without_cache, "cache: "),
        (broker_stopped, "broker: "),
    ],
)
def test_what_is_missing_is_told_to_the_operator_alone(
    swept: None,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
    make: Callable[[Settings], None],
    probe: str,
) -> None:
    make(settings)
    with caplog.at_level(logging.ERROR, logger="sitrack.core.health.views"):
        assert answer() == (503, UNAVAILABLE)
    assert f"not ready: {probe}" in caplog.text
    assert answer("/health/live") == (200, OK)
    with undone(), pytest.raises(CommandError, match=probe):
        call_command("health")


def test_a_sweep_that_has_never_run_or_not_lately_is_a_fault(
    council: Council, clock: time_machine.Traveller
) -> None:
    with pytest.raises(CommandError, match="sweep: no sweep has ended yet"):
        call_command("health")
    call_command("tick", stdout=StringIO())
    clock.move_to(NOW + timedelta(minutes=5))
    assert answer() == (200, OK)
    clock.move_to(NOW + timedelta(minutes=5, seconds=1))
    assert answer() == (503, UNAVAILABLE)
    with pytest.raises(CommandError, match=r"the last sweep ended at 2025-11-10T10:00"):
        call_command("health")


@pytest.fixture
def read_only_folder(settings: Settings) -> Iterator[Path]:
    """Files are kept where this process may not write, as somebody other than root."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        Path(name).chmod(0o555)
        settings.STORAGES = {
            **live_settings.STORAGES,
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": name},
            },
        }
        if os.geteuid() == 0:
            stack.callback(os.seteuid, 0)
            os.seteuid(pwd.getpwnam("nobody").pw_uid)
        yield Path(name)


def test_a_folder_that_cannot_be_written_to_is_a_fault(
    swept: None, read_only_folder: Path
) -> None:
    assert answer() == (503, UNAVAILABLE)
    with pytest.raises(CommandError, match=r"storage: .*Permission denied"):
        call_command("health")


def test_a_folder_that_can_be_written_to_keeps_nothing_of_it(
    swept: None, settings: Settings, tmp_path: Path
) -> None:
    settings.STORAGES = {
        **live_settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    assert answer() == (200, OK)
    assert list((tmp_path / "files").iterdir()) == []


def test_nothing_is_said_of_where_the_broker_stands(
    swept: None, settings: Settings
) -> None:
    settings.REDIS_URL = f"redis://:hunter2-of-the-broker@127.0.0.1:{free_port()}/0"
    assert answer() == (503, UNAVAILABLE)
    with pytest.raises(CommandError) as fault:
        call_command("health")
    assert "hunter2" not in str(fault.value)

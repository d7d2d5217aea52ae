"""What an operator is told before, and while, an installation is in earnest use."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings as live_settings
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django import Settings

from sitrack.core import checks as ours  # noqa: F401 - they are registered
from sitrack.core.backups.services import LAST_DRILL
from tests.universe import NOW, Council


def told(*, databases: list[str] | None = None) -> dict[str, str]:
    """What of ours is said, by its number."""
    found = run_checks(include_deployment_checks=True, databases=databases)
    return {
        str(each.id): each.msg for each in found if str(each.id).startswith("sitrack.")
    }


def without_audit_key(settings: Settings) -> None:
    settings.AUDIT_KEYS = [f"events of {live_settings.SECRET_KEY}"]


def cache_of_one_process(settings: Settings) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }


def no_cache(settings: Settings) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    }


def nobody_to_tell(settings: Settings) -> None:
    settings.SECURITY_CONTACT = ""


@pytest.fixture
def in_order(settings: Settings, tmp_path: Path) -> None:
    settings.AUDIT_KEYS = ["a key that is the log's own, and long enough"]
    settings.SECURITY_CONTACT = "mailto:security@council.example"
    settings.CLAMD = ("clamav", 3310)
    settings.BACKUPS = str(tmp_path)


@pytest.mark.parametrize(
    ("change", "number"),
    [
        (without_audit_key, "sitrack.W002"),
        (cache_of_one_process, "sitrack.W003"),
        (no_cache, "sitrack.W003"),
        (nobody_to_tell, "sitrack.W004"),
    ],
)
def test_a_setting_that_is_missing_is_told(
    in_order: None, settings: Settings, change: Callable[[Settings], None], number: str
) -> None:
    assert number not in told()
    change(settings)
    assert number in told()


def backup_of(hours: float, settings: Settings) -> None:
    made = NOW - timedelta(hours=hours)
    (Path(settings.BACKUPS) / f"sitrack-{made:%Y%m%dT%H%M%S.%fZ}.zip").touch()


def drill_of(days: float, settings: Settings, faults: tuple[str, ...] = ()) -> None:
    begun_at = (NOW - timedelta(days=days)).isoformat()
    facts = {"archive": "sitrack-1.zip", "seconds": 1.0, "rows": 1, "files": 0}
    text = json.dumps({**facts, "begun_at": begun_at, "faults": faults})
    (Path(settings.BACKUPS) / LAST_DRILL).write_text(text)


@pytest.mark.parametrize(
    ("hours", "days", "faults", "numbers"),
    [
        (None, None, (), {"sitrack.W005", "sitrack.W006"}),
        (24, 30, (), set()),
        (24.1, 30, (), {"sitrack.W005"}),
        (24, 30.1, (), {"sitrack.W006"}),
        (24, 1, ("The table x is missing.",), {"sitrack.W007"}),
    ],
)
def test_a_backup_older_than_a_day_and_a_month_without_drill_are_told(
    in_order: None,
    db: None,
    clock: time_machine.Traveller,
    settings: Settings,
    hours: float | None,
    days: float | None,
    faults: tuple[str, ...],
    numbers: set[str],
) -> None:
    if hours is not None:
        backup_of(hours, settings)
    if days is not None:
        drill_of(days, settings, faults)
    about_backups = {"sitrack.W005", "sitrack.W006", "sitrack.W007"}
    assert not told().keys() & about_backups
    assert told(databases=["default"]).keys() & about_backups == numbers


def test_a_superuser_of_the_database_is_told(
    in_order: None, council: Council, settings: Settings
) -> None:
    found = told(databases=["default"])
    if connection.vendor == "sqlite":
        assert "sitrack.W008" not in found
        return
    assert "sitrack.W008" in found
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("CREATE ROLE sitrack_plain_of_a_test")
        cursor.execute("SET LOCAL ROLE sitrack_plain_of_a_test")
        assert "sitrack.W008" not in told(databases=["default"])
        transaction.set_rollback(True)


def test_the_command_fails_on_what_is_told(
    in_order: None, council: Council, settings: Settings
) -> None:
    with pytest.raises(CommandError, match=r"sitrack\.W005.* No backup was made in "):
        call_command("check", deploy=True, databases=["default"], fail_level="WARNING")

"""Figures are for whoever shows the token, and say how an installation stands."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from sitrack import environment
from sitrack.core import delivery
from sitrack.core.backups.services import back_up, database, drill
from sitrack.core.models import JobState, Notification
from tests.serving import in_earnest, serving
from tests.universe import NOW, Council
from tests.worker import url_of_test_database

TOKEN = "a-token-of-a-test-that-nobody-guesses"  # noqa: S105
Figures = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def read(text: str) -> Figures:
    """Each figure by its name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.fixture
def figures(settings: Settings) -> Callable[[], Figures]:
    settings.METRICS_TOKEN = TOKEN

    def ask() -> Figures:
        answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        return read(answer.content.decode())

    return ask


@pytest.mark.parametrize(
    ("named", "shown", "status"),
    [
        ("", "", 404),
        ("", "Bearer ", 404),
        (TOKEN, "", 404),
        (TOKEN, "Bearer another", 404),
        (TOKEN, f"Bearer {TOKEN}é", 404),
        (TOKEN, f"Bearer {TOKEN}", 200),
    ],
)
def test_without_the_token_there_is_no_such_page(
    client: Client,
    council: Council,
    settings: Settings,
    named: str,
    shown: str,
    status: int,
) -> None:
    settings.METRICS_TOKEN = named
    headers = {"Authorization": shown} if shown else {}
    for person in (None, council.ada):
        if person:
            client.force_login(person)
        assert client.get("/metrics", headers=headers).status_code == status


def test_a_token_that_could_be_guessed_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SITRACK_METRICS_TOKEN", "x" * 23)
    with pytest.raises(ImproperlyConfigured, match="at least 24 characters"):
        environment.token("SITRACK_METRICS_TOKEN")
    monkeypatch.setenv("SITRACK_METRICS_TOKEN", "x" * 24)
    assert environment.token("SITRACK_METRICS_TOKEN") == "x" * 24


def test_requests_are_counted_by_route_and_status(
    council: Council, figures: Callable[[], Figures]
) -> None:
    before, sam = figures(), Client()
    sam.force_login(council.sam)
    for school in (council.hawthorn, council.birch, council.hawthorn):
        sam.get(f"/schools/{school.pk}/")
    sam.get("/nowhere/zztokenzz/")
    after = figures()

    def more(name: str, **labels: str) -> float:
        key = (name, tuple(sorted(labels.items())))
        return after[key] - before.get(key, 0)

    assert more("sitrack_requests_total", route="school", status="200") == 2
    assert more("sitrack_requests_total", route="school", status="404") == 1
    assert more("sitrack_requests_total", route="none", status="404") == 1
    assert more("sitrack_request_seconds_count", route="school") == 3
    assert more("sitrack_request_seconds_bucket", route="school", le="+Inf") == 3
    assert "zztokenzz" not in repr(after)


def test_the_outbox_is_measured(
    council: Council, clock: time_machine.Traveller, figures: Callable[[], Figures]
) -> None:
    Notification.objects.all().delete()
    for number in range(3):
        delivery.notify([council.sam], title="Read", path="/", key=f"test:{number}")
    Notification.objects.filter(key__startswith="test:0").update(state=JobState.FAILED)
    Notification.objects.filter(key__startswith="test:1").update(
        created_at=NOW - timedelta(minutes=3)
    )
    found = figures()
    assert found["sitrack_outbox", (("state", "waiting"),)] == 2
    assert found["sitrack_outbox", (("state", "failed"),)] == 1
    assert found["sitrack_outbox_oldest_seconds", ()] == 180
    call_command("tick", stdout=_Nowhere())
    found = figures()
    assert found["sitrack_outbox", (("state", "waiting"),)] == 0
    assert found["sitrack_outbox_oldest_seconds", ()] == 0
    assert found["sitrack_last_sweep_timestamp_seconds", ()] == NOW.timestamp()
    assert found["sitrack_database_up", ()] == 1


class _Nowhere:
    def write(self, _: str) -> None:
        """What a command says is not looked at."""


def test_what_is_not_known_has_no_figure(
    council: Council,
    settings: Settings,
    tmp_path: Path,
    figures: Callable[[], Figures],
) -> None:
    settings.BACKUPS = str(tmp_path)
    (tmp_path / "sitrack-own.zip").touch()
    (tmp_path / "last-drill.json").write_text("{}")
    assert not [name for name, _ in figures() if name.startswith("sitrack_last_")]


def test_backups_and_drills_are_dated(
    committed: Council,
    settings: Settings,
    tmp_path: Path,
    figures: Callable[[], Figures],
) -> None:
    settings.BACKUPS = str(tmp_path)
    settings.AUDIT_HEADS = str(tmp_path / "heads")
    made = back_up(database(), tmp_path)
    drilled = drill(made, database())
    assert drilled.faults == []
    found = figures()
    backed_up = found["sitrack_last_backup_timestamp_seconds", ()]
    assert 0 <= drilled.begun_at.timestamp() - backed_up < 60
    at = found["sitrack_last_drill_timestamp_seconds", ()]
    assert at == drilled.begun_at.timestamp()
    assert found["sitrack_last_drill_faults", ()] == 0


def test_a_database_that_does_not_answer_leaves_the_rest(
    council: Council, figures: Callable[[], Figures]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_notification RENAME TO gone")
    found = figures()
    assert found["sitrack_database_up", ()] == 0
    assert ("sitrack_outbox_oldest_seconds", ()) not in found


def test_the_processes_of_a_server_are_added_up(
    transactional_db: None, tmp_path: Path
) -> None:
    environment = in_earnest(
        tmp_path,
        DATABASE_URL=url_of_test_database(),
        SITRACK_METRICS_TOKEN=TOKEN,
        TMPDIR=str(tmp_path),
    )
    shown = {"Authorization": f"Bearer {TOKEN}", "X-Forwarded-Proto": "https"}
    with serving(tmp_path / "log", environment, workers=2) as server:
        before = read(server.ask("/metrics", **shown).text)
        for _ in range(40):
            assert server.ask("/health/live").status == 200
        key = ("sitrack_requests_total", (("route", "health:live"), ("status", "200")))
        for _ in range(10):
            after = read(server.ask("/metrics", **shown).text)
            assert after[key] - before[key] == 40
        assert list(tmp_path.glob("sitrack-metrics-*"))
    assert not list(tmp_path.glob("sitrack-metrics-*"))

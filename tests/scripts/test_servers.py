"""The second run of the suite has both servers, or says which package to install."""

import sys
from pathlib import Path

import pytest

from scripts import servers, with_servers

SHOW = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'])"


def test_servers_that_the_environment_names_are_used(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://them@db.example/theirs")
    monkeypatch.setenv("REDIS_URL", "redis://broker.example:6379/0")
    assert with_servers.run_with_servers([sys.executable, "-c", SHOW]) == 0
    shown = "postgres://them@db.example/theirs redis://broker.example:6379/0"
    assert capfd.readouterr().out.strip() == shown


def test_another_database_is_refused_before_anything_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///var/demo.sqlite3")
    with pytest.raises(servers.ServerMissing, match="does not name PostgreSQL"):
        with_servers.run_with_servers(["false"])


def test_the_exit_code_is_the_command_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://them@db.example/theirs")
    monkeypatch.setenv("REDIS_URL", "redis://broker.example:6379/0")
    assert with_servers.run_with_servers(["bash", "-c", "exit 3"]) == 3


def test_a_missing_redis_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with (
        pytest.raises(servers.ServerMissing, match="package redis-server"),
        servers.private_redis(),
    ):
        pass


def test_a_missing_postgresql_names_its_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(servers, "INSTALLED", tmp_path)
    with pytest.raises(servers.ServerMissing, match="package postgresql"):
        servers.postgres_folder()


def test_the_newest_postgresql_is_taken_where_pg_config_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(servers, "INSTALLED", tmp_path)
    for version in ("9", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        for program in ("initdb", "pg_ctl"):
            (folder / program).touch()
    assert servers.postgres_folder() == tmp_path / "17" / "bin"


def test_private_servers_end_with_their_block() -> None:
    with servers.private_redis() as url:
        port = int(url.rsplit(":", 1)[1].split("/")[0])
        assert servers.answers(port)
    assert not servers.answers(port)

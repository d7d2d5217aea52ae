"""A server as production has it, before its database is migrated, and when it stops."""

import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from scripts.servers import private_postgres
from tests.serving import Server, in_earnest, manage, serving


def status(server: Server, address: str) -> tuple[int, str]:
    answer = server.ask(address)
    return answer.status, json.loads(answer.text)["status"]


@pytest.mark.own_servers
def test_it_is_ready_once_it_is_migrated_and_lives_without_a_database(
    tmp_path: Path,
) -> None:
    with ExitStack() as postgres:
        url = postgres.enter_context(private_postgres())
        environment = in_earnest(tmp_path, DATABASE_URL=url)
        with serving(tmp_path / "log", environment) as server:
            assert status(server, "/health/live") == (200, "ok")
            assert status(server, "/health/ready") == (503, "unavailable")
            assert "not ready: migrations: not migrated:" in server.log.read_text()
            for command in ("migrate", "createcachetable", "tick"):
                manage(environment, command)
            assert status(server, "/health/ready") == (200, "ok")
            postgres.close()
            assert status(server, "/health/ready") == (503, "unavailable")
            assert "not ready: database:" in server.log.read_text()
            assert status(server, "/health/live") == (200, "ok")
            written = server.log.read_text().splitlines()
    lines = [json.loads(line) for line in written if line.startswith("{")]
    ready = [line for line in lines if line.get("route") == "health:ready"]
    assert [line["status"] for line in ready] == [503, 200, 503]
    assert all(line["request_id"] for line in ready)

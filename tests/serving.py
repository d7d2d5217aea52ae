"""gunicorn beside the tests, as production has it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path

import pytest
from django.conf import settings

from scripts.servers import free_port

PATIENCE = 60
ALIVE = "/health/live"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: HTTPMessage


@dataclass(frozen=True)
class Server:
    """A server that runs, and the file that it writes its log to."""

    port: int
    log: Path
    process: "subprocess.Popen[bytes]"

    def ask(
        self, path: str, method: str = "GET", body: str = "", **headers: str
    ) -> Answer:
        """Ask once, over a connection of its own. Raises OSError where none answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read().decode(), answer.headers)
        finally:
            connection.close()

    def answers(self) -> bool:
        """Whether it lives."""
        try:
            return self.ask(ALIVE).status == 200
        except OSError:
            return False


@contextmanager
def serving(
    log: Path, environment: Mapping[str, str], *, workers: int = 1
) -> Iterator[Server]:
    """Run gunicorn with an environment until the block ends; all its workers answer."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--workers", str(workers)]
    command += ["--bind", f"127.0.0.1:{port}", "sitrack.wsgi"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env={**environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(port, log, process)
    try:
        deadline = time.monotonic() + PATIENCE
        while log.read_text().count("Booting worker") < workers or not server.answers():
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The server did not start:\n{log.read_text()}")
            time.sleep(0.1)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def in_earnest(folder: Path, **more: str) -> dict[str, str]:
    """The environment of a process that is no demonstration and no test: production's
    settings, with nothing of this run but the way to Python."""
    passed_on = {"PATH", "HOME", "LANG", "PYTHONPATH", "VIRTUAL_ENV"}
    return {
        **{name: value for name, value in os.environ.items() if name in passed_on},
        "SITRACK_SECRET_KEY": "a key that nothing but this test has seen, ever before",
        "SITRACK_AUDIT_KEY": "another key that nothing but this test has ever seen",
        "SITRACK_FACTOR_KEY": "a third key that nothing but this test has ever seen",
        "SITRACK_HOSTS": "localhost,127.0.0.1",
        "SITRACK_VAR": str(folder),
        **more,
    }


def manage(environment: Mapping[str, str], *arguments: str) -> str:
    """Run a command of manage.py and return what it printed; fail with its complaint."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env={**environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"manage.py {' '.join(arguments)} failed:\n{done.stderr}")
    return done.stdout

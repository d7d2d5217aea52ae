"""Thirty guesses at once, at four server processes: five are heard (reliability 12.8)."""

import os
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings

from sitrack.core.models import User
from tests.threads import at_once
from tests.worker import url_of_test_database

PATIENCE = 60
PATH = "/accounts/login/"
PASSWORD = "correct horse battery staple"  # noqa: S105
ANSWERS = {
    "The e-mail address or the password is not right": "heard",
    "Too many failed login attempts": "refused",
}


@pytest.fixture
def port(transactional_db: None, tmp_path: Path) -> Iterator[int]:
    """Four processes of gunicorn on the test's database, as production has them.

    They have a Redis where the run has one: the count must not depend on it.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    log = tmp_path / "server.log"
    command = [sys.executable, "-m", "gunicorn", "--workers", "4"]
    command += ["--bind", f"127.0.0.1:{number}", "sitrack.wsgi"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "DATABASE_URL": url_of_test_database(),
                "SITRACK_PROXIES": "1",
            },
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        deadline = time.monotonic() + PATIENCE
        while log.read_text().count("Booting worker") < 4 or not _answers(number):
            if server.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"The server did not start:\n{log.read_text()}")
            time.sleep(0.1)
        yield number
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _answers(port: int) -> bool:
    try:
        return _ask(port, "GET")[0] == 200
    except OSError:
        return False


def _ask(
    port: int, method: str, body: str = "", **headers: str
) -> tuple[int, str, str]:
    """Status, text and cookies of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, PATH, body, headers)
        answer = connection.getresponse()
        cookies = answer.headers.get("Set-Cookie", "")
        return answer.status, answer.read().decode(), cookies
    finally:
        connection.close()


def guess(port: int, password: str, *, number: int) -> str:
    """What is said to a guess at Sam's password, from an address of its own."""
    _, page, cookies = _ask(port, "GET")
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    body = {
        "login": "sam@council.example",
        "password": password,
        "csrfmiddlewaretoken": found[1],
    }
    status, text, _ = _ask(
        port,
        "POST",
        urlencode(body),
        **{
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": cookies.split(";")[0],
            "X-Forwarded-For": f"192.0.2.{number}",
        },
    )
    said = [name for words, name in ANSWERS.items() if words in text]
    return said[0] if said else f"status {status}"


def test_five_of_thirty_guesses_at_once_are_heard(port: int) -> None:
    User.objects.create_user("sam@council.example", name="Sam Reed", password=PASSWORD)
    said = at_once(*(partial(guess, port, "no", number=n) for n in range(1, 31)))
    assert Counter(said) == {"heard": 5, "refused": 25}
    assert guess(port, PASSWORD, number=31) == "refused"

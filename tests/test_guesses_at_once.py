"""Thirty guesses at once, at four server processes: five are heard (reliability 12.8)."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest

from sitrack.core.models import User
from tests.serving import Server, serving
from tests.threads import at_once
from tests.worker import url_of_test_database

PATH = "/accounts/login/"
PASSWORD = "correct horse battery staple"  # noqa: S105
ANSWERS = {
    "The e-mail address or the password is not right": "heard",
    "Too many failed login attempts": "refused",
}


@pytest.fixture
def server(transactional_db: None, tmp_path: Path) -> Iterator[Server]:
    """Four processes of gunicorn on the test's database, as production has them.

    They have a Redis where the run has one: the count must not depend on it.
    """
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": url_of_test_database(),
        "SITRACK_PROXIES": "1",
    }
    with serving(tmp_path / "server.log", environment, workers=4) as started:
        yield started


def guess(server: Server, password: str, *, number: int) -> str:
    """What is said to a guess at Sam's password, from an address of its own."""
    page = server.ask(PATH)
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert found
    body = {
        "login": "sam@council.example",
        "password": password,
        "csrfmiddlewaretoken": found[1],
    }
    answer = server.ask(
        PATH,
        "POST",
        urlencode(body),
        **{
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": page.headers["Set-Cookie"].split(";")[0],
            "X-Forwarded-For": f"192.0.2.{number}",
        },
    )
    said = [name for words, name in ANSWERS.items() if words in answer.text]
    return said[0] if said else f"status {answer.status}"


def test_five_of_thirty_guesses_at_once_are_heard(server: Server) -> None:
    User.objects.create_user("sam@council.example", name="Sam Reed", password=PASSWORD)
    said = at_once(*(partial(guess, server, "no", number=n) for n in range(1, 31)))
    assert Counter(said) == {"heard": 5, "refused": 25}
    assert guess(server, PASSWORD, number=31) == "refused"

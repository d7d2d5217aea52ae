"""Pages as their readers see them: the words, without the markup."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sitrack.core.models import User


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(user: User, path: str, *, status: int = 200) -> Any:
    """The answer to a person who asks for a page."""
    answer = signed_in(user).get(path)
    assert answer.status_code == status, answer.status_code
    return answer


def words(answer: Any) -> str:
    """The words of the page's main part, with single spaces."""
    html = answer.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main))).strip()


def read(user: User, path: str) -> str:
    return words(get(user, path))


def links(answer: Any) -> list[str]:
    """Where the page's links lead, in their order."""
    return re.findall(r'href="(/[^"]*)"', answer.content.decode())


@contextmanager
def counted() -> Iterator[CaptureQueriesContext]:
    with CaptureQueriesContext(connection) as queries:
        yield queries


def queries_of(user: User, path: str) -> int:
    """How many queries a page takes, signing in apart, for whoever is not first."""
    client = signed_in(user)
    client.get(path)
    with counted() as queries:
        client.get(path)
    return len(queries)

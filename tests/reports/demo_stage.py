"""A demonstration as it stands at one moment, and what its people find at home."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.conf import settings
from django.db import transaction
from pytest_django import DjangoDbBlocker

from reports.demo.build import build
from reports.demo.cast import Cast
from sitrack.core import clock
from sitrack.core.models import User
from tests.reports.pages import signed_in, words
from tests.reports.test_demo import NOW

TO_DO = re.compile(r"For you to do (.*?) Be reminded later")


@contextmanager
def standing(
    framework: str, blocker: DjangoDbBlocker, now: datetime = NOW
) -> Iterator[Cast]:
    """The demonstration of a framework, built once for all that ask, and then undone."""
    with (
        pytest.MonkeyPatch.context() as patch,
        blocker.unblock(),
        transaction.atomic(),
        clock.at(now),
    ):
        patch.setattr(settings, "FRAMEWORK", framework)
        yield build()
        transaction.set_rollback(True)


def somebody(address: str) -> User:
    """Whoever's address begins so."""
    return User.objects.get(email__startswith=address)


def home(address: str) -> str:
    """What this person reads after signing in."""
    return words(signed_in(somebody(address)).get("/", follow=True))


def to_do(address: str) -> str:
    """What the home of a person at a school asks of them; nothing where it asks none."""
    found = TO_DO.search(home(address))
    return found[1] if found else ""

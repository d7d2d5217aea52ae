"""Every process of production together: somebody signs in, logs a visit, and the head
is told; the record is printed."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse
from pytest_django import Settings

from sitrack.core.second_factor.services import set_up_app
from tests.core.second_factor.codes import PASSWORD, SECRET, code_of
from tests.installation import (
    Installation,
    collect_static,
    installation,
    installed,
)
from tests.mail_server import mail_server
from tests.other_clock import set_ahead
from tests.pdf import text_of
from tests.plain_browser import Browser
from tests.processes import wait_for
from tests.serving import in_earnest
from tests.universe import NOW, Council
from tests.visits.forms import posted
from tests.worker import url_of_test_database
from visits.models import Visit

HELEN = "helen@council.example"
ARGON2 = "django.contrib.auth.hashers.Argon2PasswordHasher"


@pytest.fixture
def at_work(
    real_now: datetime, committed: Council, settings: Settings, tmp_path: Path
) -> Iterator[Installation]:
    """Pages, worker and clock in production's settings, on the servers of this run."""
    settings.PASSWORD_HASHERS = [ARGON2]
    settings.FACTOR_KEYS = [in_earnest(tmp_path)["SITRACK_FACTOR_KEY"]]
    committed.sam.set_password(PASSWORD)
    committed.sam.save()
    set_up_app(user=committed.sam, secret=SECRET)
    with (
        installed(tmp_path) as place,
        mail_server() as mail,
        installation(
            tmp_path,
            place,
            mail,
            DATABASE_URL=url_of_test_database(),
            REDIS_URL=os.environ["REDIS_URL"],
        ) as made,
    ):
        collect_static(place)
        # The cast is at work on a day of their own.
        set_ahead(made, NOW - real_now)
        made.start_pages()
        yield made


@pytest.fixture
def real_now() -> datetime:
    """What the clock says before anybody travels."""
    return datetime.now(UTC)


def sign_in(browser: Browser, council: Council) -> None:
    """With a password and then a code: nobody comes in with a password alone."""
    first = browser.sign_in(council.sam.email, PASSWORD)
    assert first.leads_to == reverse("mfa_authenticate")
    assert browser.open("/").status == 302
    second = browser.send(first.leads_to, code=code_of())
    assert (second.status, second.leads_to) == (302, "/")
    assert "Hawthorn Primary School" in browser.open("/").text


@pytest.mark.own_servers
def test_a_visit_is_logged_the_head_is_told_and_the_record_is_printed(
    at_work: Installation, committed: Council
) -> None:
    browser = at_work.browser()
    sign_in(browser, committed)
    new = reverse("visits:visit_new", args=[committed.hawthorn.pk])
    assert browser.open(new).status == 200
    assert browser.send(new, **posted(committed)).status == 302
    assert Visit.objects.get(state="shared").minutes == 90

    def told() -> list[str]:
        return [
            str(mail["Subject"]) for mail in at_work.mail.taken if mail["To"] == HELEN
        ]

    wait_for(lambda: bool(told()), at_work.written)
    assert told() == ["A visit note is ready for you to read: Hawthorn Primary School"]

    record = committed.records["hawthorn"]
    printed = browser.open(reverse("document", args=["record", record.pk]))
    assert printed.headers["Content-Type"] == "application/pdf"
    words = text_of(printed.body)
    assert "Record of school improvement engagement model work" in words
    assert "Printed 10 November 2025 by Sam Rowe" in words
    wait_for(lambda: browser.open("/health/ready").status == 200, at_work.written)
    for program in (at_work.web, *at_work.behind.values()):
        assert program.process
        assert program.process.poll() is None, program.tail()

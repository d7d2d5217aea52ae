"""People read and sign in, and what they send is not saved and not lost."""

import json
from contextlib import suppress
from datetime import timedelta
from html import unescape
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from sitrack.core import delivery
from sitrack.core.models import Draft, JobState, Notification
from sitrack.core.read_only import state
from sitrack.core.read_only.middleware import SIGN_IN
from sitrack.core.sweep import long_work_is_due, sweep
from tests.access.matrix import ACCESS
from tests.schools.invited import PASSWORD
from tests.universe import NOW, Council, address_of
from tests.visits.forms import posted
from visits.models import Visit

BANNER = (
    "<strong>You can read, but nothing can be saved</strong> until 10 November, 12:00."
)


@pytest.fixture
def sam(client: Client, council: Council) -> Client:
    client.force_login(council.sam)
    return client


def new(council: Council) -> str:
    return reverse("visits:visit_new", args=[council.hawthorn.pk])


def test_pages_are_read_as_ever_and_say_until_when_nothing_is_saved(
    sam: Client, council: Council, switch: Path
) -> None:
    pages = ("/", new(council), reverse("school", args=[council.hawthorn.pk]))
    for page in pages:
        assert "nothing can be saved" not in sam.get(page).content.decode()
    state.begin(NOW + timedelta(hours=2))
    for page in pages:
        answer = sam.get(page)
        assert answer.status_code == 200
        assert BANNER in answer.content.decode()


def test_what_is_sent_is_not_saved_and_shown_again(
    sam: Client, council: Council, read_only: None
) -> None:
    note = posted(council, summary="Pupils read\nwith <growing> fluency.")
    answer = sam.post(new(council), {**note, "password": "zzhiddenzz"})
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "7200"
    assert not Visit.objects.exists()
    text = unescape(answer.content.decode())
    assert "Nothing can be saved at the moment" in text
    assert "until 10 November, 12:00. You can read everything meanwhile." in text
    assert "with <growing> fluency." in text
    assert "Reading in Year 2" in text
    assert "zzhiddenzz" not in text
    assert note["submit_token"] not in text


def test_it_is_saved_when_it_is_sent_again_afterwards(
    sam: Client, council: Council, read_only: None
) -> None:
    note = posted(council)
    sam.post(new(council), note)
    state.end()
    assert sam.post(new(council), note).status_code == 302
    # The note, and the next visit that it plans.
    assert Visit.objects.count() == 2


def test_a_draft_stays_in_the_browser(
    sam: Client, council: Council, read_only: None
) -> None:
    answer = sam.post(
        reverse("drafts:keep"), json.dumps({}), content_type="application/json"
    )
    assert (answer.status_code, answer.json()) == (
        503,
        {"problem": "Nothing can be saved at the moment."},
    )
    assert not Draft.objects.exists()


def test_nothing_but_signing_in_and_out_is_acted_on(
    sam: Client, council: Council, read_only: None
) -> None:
    asked, acted = set(), set()
    for name in ACCESS.keys() - SIGN_IN:
        # Of things that are not there: they are not looked for.
        for keys in ({}, {"pk": 1}, {"token": "a"}, {"uidb36": "a", "key": "b"}):
            with suppress(NoReverseMatch):
                address = reverse(name, kwargs=keys)
                asked.add(name)
                if sam.post(address).status_code != 503:
                    acted.add(name)
    assert acted == set()
    assert len(asked) > 200


def test_people_sign_in_and_out(council: Council, read_only: None) -> None:
    council.sam.set_password(PASSWORD)
    council.sam.save()
    sam, login = Client(), {"login": address_of("sam"), "password": PASSWORD}
    assert sam.post(reverse("account_login"), login).status_code == 302
    assert sam.get("/").status_code == 200
    assert sam.post(reverse("account_logout")).status_code == 302
    assert sam.get("/").status_code == 302


def test_the_sweep_rests_and_takes_everything_up_afterwards(
    council: Council, read_only: None, mailoutbox: list[EmailMessage]
) -> None:
    Notification.objects.all().delete()
    delivery.notify([council.sam], title="Read", path="/", key="test:1")
    assert (sweep(), long_work_is_due(), mailoutbox) == (0, False, [])
    waiting = Notification.objects.get(key__startswith="test:1")
    assert (waiting.state, waiting.attempts) == (JobState.WAITING, 0)
    assert Client().get("/health/ready").status_code == 200
    state.end()
    assert sweep() == 1
    assert len(mailoutbox) == 1


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("read_only", *arguments, stdout=out)
    return out.getvalue().strip()


def test_the_operator_turns_it_on_and_off(
    council: Council, switch: Path, clock: time_machine.Traveller
) -> None:
    assert said() == "People read and save."
    assert said("--until", "2025-11-10 12:00") == "Nothing can be saved."
    now = state.state()
    assert now
    assert (now.until, now.seconds) == (NOW + timedelta(hours=2), 7200)
    clock.move_to(NOW + timedelta(hours=1, minutes=59, seconds=30))
    assert now.seconds == 60
    clock.move_to(NOW + timedelta(hours=3))
    assert state.state() == state.ReadOnly(None)
    assert said("--off") == said("--off") == "People read and save."
    for told in ("tomorrow", "2025-11-10 12:00"):
        with pytest.raises(CommandError):
            said("--until", told)
    assert state.state() is None


def test_a_time_that_somebody_wrote_by_hand_is_this_installations(
    council: Council, switch: Path
) -> None:
    switch.write_text("2025-11-10 12:00\n")
    assert state.state() == state.ReadOnly(NOW + timedelta(hours=2))


@pytest.mark.parametrize("told", [b"", b"by and by", b"\xff\xfe"])
def test_a_file_that_names_no_time_is_enough(
    sam: Client, council: Council, switch: Path, told: bytes
) -> None:
    switch.write_bytes(told)
    answer = sam.post(new(council), posted(council))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "600")
    text = answer.content.decode()
    assert "nothing can be saved</strong> at the moment." in text
    assert "We are looking after sitrack. You can read" in text

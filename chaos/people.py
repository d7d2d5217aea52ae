"""Who is at work while things break: people of the demonstration, and what they do."""

import json
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from tests.installation import Installation
from tests.other_clock import day_of
from tests.plain_browser import Answer, Browser, NoAnswer
from tests.processes import wait_for

PASSWORD = "a calm demonstration"  # noqa: S105
SEP = "amara.whitlock@suffolk-demo.example"
SCHOOL = "Thrushgate Junior School"
SAVED = {200, 302}
REFUSED = {400, 403, 404, 409, 422}
Save = Callable[[Browser, "Sep", str], Answer]


class Sep:
    """The SEP of a school, signed in once; her windows share that."""

    def __init__(self, made: Installation) -> None:
        self.made = made
        self._browser = made.browser(number=1 + len(made.written()) % 200)
        assert self._browser.sign_in(SEP, PASSWORD).status == 302
        self.owner = json.loads(self._browser.open("/drafts/key/").text)["owner"]
        self.school, self.record = find_record(made)

    def window(self) -> Browser:
        """Another window of her browser."""
        return self._browser.another()


def find_record(made: Installation) -> tuple[int, int]:
    """The numbers of the school and of its record that is open."""
    found = ask_rows(
        made,
        "SELECT r.school_id, r.id FROM engagement_schoolyearrecord r"
        " JOIN schools_school s ON s.id = r.school_id"
        f" WHERE s.name = '{SCHOOL}' AND r.state = 'open'",
    )
    school, record = found[0]
    return int(school), int(record)


def ask_rows(made: Installation, query: str) -> list[list[str]]:
    """What the database holds, asked past the application, each value as text."""
    code = (
        "import csv, sys, django; django.setup()\n"
        "from django.db import connection\n"
        "cursor = connection.cursor(); cursor.execute(sys.argv[1])\n"
        "csv.writer(sys.stdout).writerows(cursor.fetchall())\n"
    )
    said = made.run("-c", code, query, DJANGO_SETTINGS_MODULE="sitrack.settings")
    return [line.split(",") for line in said.splitlines()]


def keep_draft(window: Browser, sep: Sep, words: str) -> Answer:
    """What a page sends while she types; each from a page of its own."""
    draft = {
        "owner": sep.owner,
        "form": f"/records/{sep.record}/header/",
        "page": str(uuid.uuid5(uuid.NAMESPACE_OID, words)),
        "sequence": 1,
        "fields": {"vision": [words]},
        "holds": [],
    }
    return window.send_json("/drafts/", json.dumps(draft).encode())


def enter_time(window: Browser, sep: Sep, words: str, minutes: int = 1) -> Answer:
    """Hand in the form of time spent; the token hangs on its words, as on its page."""
    return window.send(
        f"/records/{sep.record}/time/",
        submit_token=str(uuid.uuid5(uuid.NAMESPACE_OID, words)),
        date=f"{day_of(sep.made):%d/%m/%Y}",
        minutes=str(minutes),
        category="preparation",
        what_for=words,
        over_ceiling_reason="",
    )


class AtWork:
    """Several who save one thing after another, each again until it is answered, for as
    long as the block runs."""

    def __init__(self, sep: Sep, save: Save, *, hands: int = 8) -> None:
        self._sep, self._save, self._count = sep, save, hands
        self._hands = ThreadPoolExecutor(hands)
        self._enough = threading.Event()
        self._running: list[Future[None]] = []
        self.acknowledged: list[str] = []
        self.again = 0

    def __enter__(self) -> "AtWork":
        self._running = [
            self._hands.submit(self._work, number) for number in range(self._count)
        ]
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        self._hands.shutdown()

    def _work(self, number: int) -> None:
        window, count = self._sep.window(), 0
        while not self._enough.is_set():
            count += 1
            words = f"{self._save.__name__} {id(self)} {number} {count}"
            while not (saved := self._is_saved(window, words)):
                self.again += 1
                if self._enough.wait(0.1):
                    break
            if saved:
                self.acknowledged.append(words)

    def _is_saved(self, window: Browser, words: str) -> bool:
        try:
            answer = self._save(window, self._sep, words)
        except NoAnswer:
            return False
        if answer.status in REFUSED:
            raise AssertionError(f"{words} was refused:\n{answer.text}")
        return answer.status in SAVED

    def until(self, saved: int) -> None:
        """Return once so many are acknowledged. Raises TimeoutError."""
        while (before := len(self.acknowledged)) < saved:
            wait_for(
                partial(self._went_on, before),
                lambda: f"nothing is saved any more after {len(self.acknowledged)}",
            )

    def _went_on(self, before: int) -> bool:
        return len(self.acknowledged) > before or self._broke()

    def _broke(self) -> bool:
        """Whether one of them came to an end, which none should. Raises what it did."""
        return any(each.done() and each.result() is None for each in self._running)

    def stop(self) -> list[str]:
        """What was acknowledged, once the last is answered."""
        self._enough.set()
        for each in self._running:
            each.result()
        return list(self.acknowledged)

"""A file is kept, scanned and handed out; what is not known to be clean is not."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.utils import timezone
from pytest_django.fixtures import Settings

from sitrack.core import sweep
from sitrack.core.files import clamd, services
from sitrack.core.files.refusal import FileRefused
from sitrack.core.files.serving import download
from sitrack.core.models import JobState, Notification, StoredFile, Verdict
from tests.samples import PDF, office
from tests.scanner import TEST_VIRUS
from tests.universe import Council

INFECTED = {
    "plan.pdf": PDF + TEST_VIRUS,
    "plan.docx": office(more={"word/embeddings/note.bin": TEST_VIRUS}),
}
HEADERS = {
    "Content-Type": "application/pdf",
    "Content-Disposition": "attachment; filename*=UTF-8''plan.pdf",
    "Content-Length": str(len(PDF)),
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NO_VERDICTS = [
    b"INSTREAM size limit exceeded. ERROR\0",
    b"stream: OKAY\0",
    b"OK\0",
    b"stream: OK FOUND OK\0",
    b"",
]


def hand_in(
    council: Council, content: bytes = PDF, name: str = "plan.pdf"
) -> StoredFile:
    """Helen hands in a file, and the sweep has its turn."""
    stored = services.keep(
        file=ContentFile(content, name=name), page="/visits/1/", by=council.helen
    )
    sweep.sweep()
    stored.refresh_from_db()
    return stored


def test_a_file_lies_under_a_name_of_its_own(council: Council) -> None:
    stored = hand_in(council, name="../../plan für Jahr 2.pdf")
    path = Path(stored.content.path)
    assert path.name == str(stored.pk)
    assert stored.name == "plan für Jahr 2.pdf"
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o777 == 0o600
    assert (stored.size, len(stored.sha256)) == (len(PDF), 64)


def test_a_refused_file_leaves_nothing(council: Council) -> None:
    with pytest.raises(FileRefused):
        services.keep(file=ContentFile(b"MZ", name="a.pdf"), page="", by=council.helen)
    assert not StoredFile.objects.exists()


def test_without_a_scanner_a_file_is_not_scanned_and_can_be_opened(
    council: Council,
) -> None:
    stored = hand_in(council)
    assert stored.verdict == Verdict.NOT_SCANNED
    with closing(download(stored)) as response:
        assert response.getvalue() == PDF


def test_a_scanner_that_finds_nothing_lets_a_file_through(
    council: Council, scanner: None
) -> None:
    stored = hand_in(council)
    assert (stored.verdict, stored.state) == (Verdict.CLEAN, JobState.DONE)
    with closing(download(stored)) as response:
        assert response.getvalue() == PDF
        assert {name: response[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize("name", INFECTED)
def test_a_virus_is_found_and_its_sender_told(
    council: Council, scanner: None, name: str
) -> None:
    stored = hand_in(council, INFECTED[name], name)
    assert (stored.verdict, stored.finding) == (
        Verdict.REJECTED,
        "Test-Virus.UNOFFICIAL",
    )
    with pytest.raises(ValueError, match="may not be opened"):
        download(stored)
    told = Notification.objects.get(key__startswith="file:")
    assert (told.recipient, told.path) == (council.helen, "/visits/1/")


@pytest.mark.parametrize("name", INFECTED)
def test_nothing_gets_through_while_the_scanner_is_down(
    council: Council, scanner_down: None, name: str
) -> None:
    stored = hand_in(council, INFECTED[name], name)
    assert (stored.verdict, stored.state) == (Verdict.PENDING, JobState.WAITING)
    assert "ScannerFailed" in stored.last_error
    assert not stored.may_be_opened


def test_a_file_waits_for_the_scanner_for_as_long_as_it_takes(
    council: Council, clock: object, scanner_down: None, request: pytest.FixtureRequest
) -> None:
    stored = hand_in(council)
    for _ in range(8):
        StoredFile.objects.update(due_at=timezone.now())
        sweep.sweep()
    stored.refresh_from_db()
    assert stored.state == JobState.WAITING
    assert stored.due_at == timezone.now() + timedelta(hours=1)
    request.getfixturevalue("scanner")
    StoredFile.objects.update(due_at=timezone.now())
    sweep.sweep()
    stored.refresh_from_db()
    assert stored.verdict == Verdict.CLEAN


def test_what_came_before_the_scanner_is_scanned_once_there_is_one(
    council: Council, request: pytest.FixtureRequest
) -> None:
    stored = hand_in(council, INFECTED["plan.docx"], "plan.docx")
    assert stored.may_be_opened
    request.getfixturevalue("scanner")
    assert not stored.may_be_opened
    sweep.sweep()
    sweep.sweep()
    stored.refresh_from_db()
    assert stored.verdict == Verdict.REJECTED


def test_bytes_go_once_the_removal_has_happened(
    council: Council, django_capture_on_commit_callbacks: object
) -> None:
    stored = hand_in(council)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.remove(stored=stored)
        assert Path(stored.content.path).exists()
    assert not Path(stored.content.path).exists()
    stored.refresh_from_db()
    assert not stored.may_be_opened


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[tuple[str, list[bytes]]]:
    """A daemon that says what the test puts into the list, and then hangs up."""
    path, answers = str(tmp_path / "clamd"), [b"stream: OK\0"]

    def serve(listener: socket.socket) -> None:
        while True:
            try:
                talk, _ = listener.accept()
            except OSError:
                return
            with talk:
                while not talk.recv(65_536).endswith(bytes(4)):
                    pass
                talk.sendall(answers[0])

    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        thread = threading.Thread(target=serve, args=(listener,), daemon=True)
        thread.start()
        yield path, answers
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)


@pytest.mark.parametrize("said", NO_VERDICTS)
def test_whatever_is_no_verdict_counts_as_a_failure(
    council: Council,
    settings: Settings,
    daemon: tuple[str, list[bytes]],
    said: bytes,
) -> None:
    settings.CLAMD, daemon[1][0] = daemon[0], said
    assert hand_in(council).verdict == Verdict.PENDING


@pytest.mark.parametrize(
    "name", ["Heuristics.Limits.Exceeded.MaxFileSize", "Heuristics.Encrypted.PDF"]
)
def test_what_the_scanner_could_not_look_into_is_not_called_clean(
    council: Council, settings: Settings, daemon: tuple[str, list[bytes]], name: str
) -> None:
    settings.CLAMD, daemon[1][0] = daemon[0], f"stream: {name} FOUND\0".encode()
    stored = hand_in(council)
    assert (stored.verdict, stored.finding) == (Verdict.UNSCANNABLE, name)
    assert not stored.may_be_opened


def test_the_daemon_is_reached_through_a_socket_of_the_machine(
    daemon: tuple[str, list[bytes]], tmp_path: Path
) -> None:
    with (tmp_path / "plan").open("wb+") as content:
        content.write(PDF)
        content.seek(0)
        assert clamd.ask(content, address=daemon[0]).outcome == clamd.Outcome.CLEAN


def test_an_installation_without_a_scanner_is_told_so(settings: Settings) -> None:
    def told() -> list[str | None]:
        found = run_checks(tags=["security"], include_deployment_checks=True)
        return [one.id for one in found if one.id == "sitrack.W001"]

    assert told() == ["sitrack.W001"]
    settings.CLAMD = ("clamav", 3310)
    assert told() == []

"""The units can be started, run what is there, and reload without turning anyone away."""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT
from tests.serving import Server, in_earnest, serving

UNITS = ROOT / "deploy" / "systemd"
COMMAND = re.compile(r"^ExecStart=/srv/sitrack/\.venv/bin/(.+)$", re.MULTILINE)
AT_LEAST = 1_000
PATIENCE = 120


@pytest.fixture
def units(tmp_path: Path) -> list[Path]:
    """As they are on a machine where sitrack stands in this folder."""
    made = []
    for unit in sorted(UNITS.iterdir()):
        text = unit.read_text(encoding="utf-8").replace("/srv/sitrack", str(ROOT))
        made.append(tmp_path / unit.name)
        made[-1].write_text(text, encoding="utf-8")
    return made


def faults_in(units: list[Path]) -> list[str]:
    """What systemd finds amiss, where it is; it is not in every container."""
    program = shutil.which("systemd-analyze")
    if program is None:
        return []
    done = subprocess.run(
        [program, "verify", *units],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{units[0].parent}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    # Other units of the machine are not ours to judge.
    return [line for line in done.stderr.splitlines() if "sitrack" in line]


def test_systemd_finds_no_fault_in_them(units: list[Path]) -> None:
    assert faults_in(units) == []


def test_a_fault_in_one_is_found(units: list[Path]) -> None:
    if shutil.which("systemd-analyze"):
        web = next(unit for unit in units if unit.name == "sitrack-web.service")
        web.write_text(web.read_text().replace("gunicorn", "no-such-program"))
        assert any("no-such-program" in line for line in faults_in(units))


def test_each_runs_what_there_is() -> None:
    commands = {
        unit.stem: COMMAND.findall(unit.read_text(encoding="utf-8"))
        for unit in UNITS.glob("*.service")
    }
    assert all(len(each) == 1 for each in commands.values())
    for (command,) in commands.values():
        program, *rest = command.split()
        assert (ROOT / ".venv" / "bin" / program).exists()
        if rest[0] == "manage.py":
            folder = ROOT / "sitrack" / "core" / "management" / "commands"
            assert (folder / f"{rest[1]}.py").exists()
    for timer in UNITS.glob("*.timer"):
        assert timer.stem in commands


class Asking:
    """Asks whether a server lives, from four threads, until it is told to end."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.answers: list[str] = []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.ask) for _ in range(4)]
        for thread in self.threads:
            thread.start()

    def ask(self) -> None:
        while not self.ended.is_set():
            try:
                self.answers.append(str(self.server.ask("/health/live").status))
            except OSError as error:
                self.answers.append(repr(error))

    def end(self) -> list[str]:
        """What was answered."""
        self.ended.set()
        for thread in self.threads:
            thread.join()
        return self.answers


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def has_begun(server: Server, workers: int) -> bool:
    return server.log.read_text().count("Booting worker") >= workers


@pytest.mark.own_servers
def test_nobody_is_turned_away_while_the_server_is_reloaded(tmp_path: Path) -> None:
    with serving(tmp_path / "log", in_earnest(tmp_path), workers=2) as server:
        asking = Asking(server)
        for begun in (4, 6, 8):
            server.process.send_signal(signal.SIGHUP)
            wait_until(partial(has_begun, server, begun))
        wait_until(lambda: len(asking.answers) >= AT_LEAST)
        answers = asking.end()
    assert set(answers) == {"200"}

"""Programs that run beside the tests, and can be killed and started again."""

import os
import pwd
import random
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 60


@dataclass
class Program:
    """A program with its children: how it is started, and when it is ready."""

    name: str
    command: list[str]
    environment: dict[str, str]
    place: Path
    log: Path
    ready: Callable[[], bool]
    account: str | None = None
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)
    _written_before: int = field(default=0, init=False)

    def start(self) -> None:
        """Start it, and return once it is ready. Raises TimeoutError with its log."""
        self.begin()
        wait_for(self.is_ready, lambda: f"{self.name} did not start:\n{self.tail()}")

    def begin(self) -> None:
        """Start it, and wait for nothing."""
        group = pwd.getpwnam(self.account).pw_gid if self.account else None
        self._written_before = len(self.written())
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                cwd=self.place,
                env=self.environment,
                user=self.account,
                group=group,
                extra_groups=[] if self.account else None,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def is_ready(self) -> bool:
        """Whether it is there and ready; one that ended is begun again, as whatever
        looks after it would do."""
        assert self.process
        if self.process.poll() is not None:
            self.begin()
            time.sleep(0.2)
        return self.ready()

    def kill(self) -> None:
        """End it and all its children at once, as a power cut would."""
        assert self.process
        for pid in family(self.process.pid):
            send(signal.SIGKILL, pid)
        self.process.wait(timeout=PATIENCE)

    def kill_a_child(self) -> None:
        """End one of its children, whichever; it starts another by itself."""
        assert self.process
        if children := family(self.process.pid)[1:]:
            send(signal.SIGKILL, random.choice(children))  # noqa: S311

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal, and nothing to its children."""
        assert self.process
        send(number, self.process.pid)

    def stop(self) -> None:
        """Have it end as it should; kill what does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=PATIENCE / 2)
        except subprocess.TimeoutExpired:
            self.kill()

    def written(self) -> str:
        """What it wrote to its log so far."""
        if not self.log.exists():
            return ""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def said(self) -> str:
        """What it wrote since it was started last."""
        return self.written()[self._written_before :]

    def tail(self) -> str:
        """The end of its log."""
        return "\n".join(self.written().splitlines()[-30:])


def family(pid: int) -> list[int]:
    """A process, and all that come from it, as they are now."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # It has ended since.
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [pid]
    for each in found:
        found.extend(parents.get(each, []))
    return found


def send(number: signal.Signals, pid: int) -> None:
    """Send a signal to a process that may have ended."""
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def wait_for(
    ready: Callable[[], bool],
    complaint: Callable[[], str],
    *,
    seconds: float = PATIENCE,
) -> None:
    """Return once it is so. Raises TimeoutError with the complaint."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(complaint())
        time.sleep(0.05)

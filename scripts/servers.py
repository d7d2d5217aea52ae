"""Private PostgreSQL, Redis and ClamAV servers on free ports, gone when their block ends."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60
INSTALLED = Path("/usr/lib/postgresql")


class ServerMissing(Exception):
    """A server's program is not installed; the message names the package."""


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def postgres_folder() -> Path:
    """Return the folder of PostgreSQL's own programs, the newest if there are several."""
    folders = []
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run(
            [pg_config, "--bindir"], capture_output=True, text=True, check=False
        )
        folders.append(Path(answer.stdout.strip()))
    versions = INSTALLED.glob("*/bin")
    folders += sorted(
        versions, key=lambda each: each.parent.name.zfill(3), reverse=True
    )
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise ServerMissing(
        "PostgreSQL's server is not installed: install the package postgresql, "
        "or set DATABASE_URL."
    )


def postgres_account() -> str | None:
    """Return the account to run PostgreSQL as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise ServerMissing(
            "There is no account postgres: install the package postgresql, "
            "or set DATABASE_URL."
        ) from None


@contextmanager
def private_postgres() -> Iterator[str]:
    """Run an empty PostgreSQL for tests and yield its URL; a crash may lose data."""
    programs, account, port = postgres_folder(), postgres_account(), free_port()
    folder = Path(tempfile.mkdtemp(prefix="sitrack-pg-", dir="/tmp"))
    if account:
        shutil.chown(folder, account, pwd.getpwnam(account).pw_gid)
    data = folder / "data"
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} "
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off "
        "-c max_connections=100 -c shared_buffers=128MB "
        # Tests have few rows, and undo them: neither is worth its time here.
        "-c jit=off -c autovacuum=off"
    )

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [programs / program, *arguments],
            user=account,
            group=pwd.getpwnam(account).pw_gid if account else None,
            extra_groups=[] if account else None,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=True,
        )

    try:
        run(
            "initdb",
            *("--pgdata", str(data), "--username", "postgres", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        )
        log = str(folder / "log")
        run("pg_ctl", "-D", str(data), "-l", log, "-o", options, "-w", "start")
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
    finally:
        if (data / "postmaster.pid").exists():
            run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def private_redis() -> Iterator[str]:
    """Run an empty Redis that keeps nothing on disk, and yield its URL."""
    program = shutil.which("redis-server")
    if not program:
        raise ServerMissing(
            "Redis is not installed: install the package redis-server, "
            "or set REDIS_URL."
        )
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="sitrack-redis-") as folder:
        server = subprocess.Popen(
            [
                *(program, "--port", str(port), "--bind", "127.0.0.1"),
                *("--dir", folder, "--save", "", "--appendonly", "no"),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: answers(port), "Redis")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.terminate()
            server.wait(timeout=START_SECONDS)


@contextmanager
def private_clamd(signatures: str) -> Iterator[str]:
    """Run a ClamAV daemon that knows these signatures alone, and yield its address.

    The signatures are lines of an .ndb file: the real ones come from the network.
    """
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin")
    if not program:
        raise ServerMissing(
            "ClamAV's daemon is not installed: install the package clamav-daemon."
        )
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="sitrack-clamd-") as name:
        folder = Path(name)
        (folder / "tests.ndb").write_text(signatures, encoding="ascii")
        settings = folder / "clamd.conf"
        settings.write_text(
            f"TCPAddr 127.0.0.1\nTCPSocket {port}\nDatabaseDirectory {folder}\n"
            f"TemporaryDirectory {folder}\nForeground yes\nAlertExceedsMax yes\n",
            encoding="utf-8",
        )
        server = subprocess.Popen(
            [program, "--config-file", str(settings)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until(lambda: answers(port), "ClamAV")
            yield f"tcp://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=START_SECONDS)


def answers(port: int) -> bool:
    """Say whether something listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(ready: Callable[[], bool], name: str) -> None:
    """Return once `ready` says yes; fail by name after a minute."""
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{name} did not start in {START_SECONDS} seconds.")
        time.sleep(0.05)

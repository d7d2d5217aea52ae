"""Asking a ClamAV daemon about a file, in its own words (INSTREAM)."""

import socket
from dataclasses import dataclass
from enum import Enum
from typing import IO

CHUNK = 65_536
PATIENCE = 20.0  # seconds for each step of the talk
LONGEST_ANSWER = 4_096
# The daemon found no virus, but did not look at all of it either.
NOT_LOOKED_AT = ("Heuristics.Limits.Exceeded", "Heuristics.Encrypted")
Address = str | tuple[str, int]


class Outcome(Enum):
    CLEAN = "clean"
    FOUND = "found"
    UNSCANNABLE = "unscannable"


@dataclass(frozen=True)
class Answer:
    """What the daemon says; ``name`` is that of what it found."""

    outcome: Outcome
    name: str = ""


class ScannerFailed(Exception):
    """The daemon did not answer, or not with a verdict: nothing is known."""


def ask(content: IO[bytes], *, address: Address) -> Answer:
    """Have the daemon at a host and port, or at a socket's path, scan the content.

    Raises ScannerFailed for whatever is no verdict.
    """
    try:
        with _connect(address) as talk:
            talk.sendall(b"zINSTREAM\0")
            while chunk := content.read(CHUNK):
                talk.sendall(len(chunk).to_bytes(4, "big") + chunk)
            talk.sendall(bytes(4))
            return _understand(_listen(talk))
    except OSError as error:
        raise ScannerFailed(f"{type(error).__name__}: {error}") from error


def _connect(address: Address) -> socket.socket:
    if isinstance(address, tuple):
        return socket.create_connection(address, timeout=PATIENCE)
    talk = socket.socket(socket.AF_UNIX)
    talk.settimeout(PATIENCE)
    try:
        talk.connect(address)
    except OSError:
        talk.close()
        raise
    return talk


def _listen(talk: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        more = talk.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.removesuffix(b"\0").decode("utf-8", "replace").strip()


def _understand(said: str) -> Answer:
    """Clean is exactly one answer; only a whole sentence counts as any other."""
    if said == "stream: OK":
        return Answer(Outcome.CLEAN)
    if said.startswith("stream: ") and said.endswith(" FOUND"):
        name = said.removeprefix("stream: ").removesuffix(" FOUND")
        limits = name.startswith(NOT_LOOKED_AT)
        return Answer(Outcome.UNSCANNABLE if limits else Outcome.FOUND, name)
    raise ScannerFailed(said or "The scanner broke off without an answer.")

"""Draws a document, in a process beside the web server's.

Pages are laid out in a process of their own: a web thread only waits, memory and time
have limits, and a document that breaks them harms nobody else.
"""

import atexit
import json
import logging
import os
import select
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO

from django.conf import settings
from django.template.loader import get_template, render_to_string

from sitrack.core.documents import fonts
from sitrack.core.documents.text import printable
from sitrack.core.documents.value import Document

SECONDS = 60
DOCUMENTS_PER_PROCESS = 200
LENGTH = struct.Struct(">Q")
PROGRAM = Path(__file__).with_name("printer.py")
STYLESHEET = "pdf/print.css"

logger = logging.getLogger(__name__)


class NotDrawn(RuntimeError):
    """A document could not be drawn: too long, too slow, or at fault."""


def render_pdf(document: Document) -> bytes:
    """The document as PDF. Raises NotDrawn when that fails or takes too long."""
    return _printer.draw(page_of(document), stylesheet())


def page_of(document: Document) -> str:
    """The document as HTML, as it goes to the printer."""
    furniture = {
        "title": printable(document.title),
        "author": printable(document.author or settings.ORGANISATION),
        "running": printable(document.foot),
        "printed_by": printable(document.printed_by),
        "printed_at": document.printed_at,
        "demonstration": settings.DEMONSTRATION,
    }
    html = render_to_string(document.template, {**document.context, **furniture})
    return str(html)


def stylesheet() -> str:
    """The one stylesheet of all documents."""
    origin = get_template(STYLESHEET).origin  # type: ignore[attr-defined]
    return Path(origin.name).read_text(encoding="utf-8")


class Printer:
    """One printing process, started when first needed and replaced when it fails."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._drawn = 0

    def draw(self, html: str, css: str) -> bytes:
        """One document at a time; the others wait for their turn."""
        deadline = time.monotonic() + SECONDS
        if not self._turn.acquire(timeout=SECONDS):
            raise NotDrawn("Other documents are being printed. Try again soon.")
        try:
            return self._ask(html, css, deadline)
        finally:
            self._turn.release()

    def stop(self) -> None:
        """End the process, if this one started it."""
        process, self._process, self._drawn = self._process, None, 0
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.communicate()

    def _ask(self, html: str, css: str, deadline: float) -> bytes:
        process = self._running()
        request = json.dumps({"html": html, "css": css}).encode()
        try:
            _write(process, request)
            answer = _read(
                process, LENGTH.unpack(_read(process, 8, deadline))[0], deadline
            )
        except (OSError, EOFError, TimeoutError) as error:
            self.stop()
            logger.exception("A document could not be printed")
            raise NotDrawn("The document is too long to print.") from error
        self._drawn += 1
        if answer[:1] != b"P":
            raise NotDrawn(answer[1:].decode(errors="replace"))
        return answer[1:]

    def _running(self) -> subprocess.Popen[bytes]:
        worn = self._drawn >= DOCUMENTS_PER_PROCESS
        if self._process and (worn or self._process.poll() is not None):
            self.stop()
        if self._process is None or self._owner != os.getpid():
            self._process, self._owner, self._drawn = _start(), os.getpid(), 0
        return self._process


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program, no words of others
        [sys.executable, "-P", str(PROGRAM)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts.configuration())},
    )


def _write(process: subprocess.Popen[bytes], request: bytes) -> None:
    requests = _pipe(process.stdin)
    requests.write(LENGTH.pack(len(request)) + request)
    requests.flush()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise EOFError
    return pipe


def _read(process: subprocess.Popen[bytes], count: int, deadline: float) -> bytes:
    """So many bytes of the answer, or an error at the deadline or the end."""
    answers = _pipe(process.stdout)
    pieces: list[bytes] = []
    while count:
        rest = deadline - time.monotonic()
        if rest <= 0 or not select.select([answers], [], [], rest)[0]:
            raise TimeoutError
        piece = os.read(answers.fileno(), min(count, 1 << 20))
        if not piece:
            raise EOFError
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


_printer = Printer()
atexit.register(_printer.stop)

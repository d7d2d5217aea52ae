"""Draws a document: each part by itself, then all joined.

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
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import timezone

from sitrack.core.documents import fonts, shelf
from sitrack.core.documents.joining import Piece, join
from sitrack.core.documents.metadata import About
from sitrack.core.documents.text import printable
from sitrack.core.documents.value import Document, Part
from sitrack.core.documents.writing import tight

SECONDS = 60
# By then a process has grown by a twentieth, and another takes its place.
PARTS_PER_PROCESS = 1000
LENGTH = struct.Struct(">Q")
PROGRAM = Path(__file__).with_name("printer.py")
STYLESHEET = "pdf/print.css"
STAMP = "pdf/stamp.html"

logger = logging.getLogger(__name__)


class NotDrawn(RuntimeError):
    """A document could not be drawn: too long, too slow, or at fault."""


def render_pdf(document: Document) -> bytes:
    """The document as PDF. Raises NotDrawn when that fails or takes too long.

    What was drawn before from the same words is not drawn again, the whole included.
    """
    return render_and_keep(document)[0]


def render_and_keep(document: Document) -> tuple[bytes, str]:
    """The document as PDF, and the name under which it is on the shelf; no name where
    it is restricted, as nothing of that is kept. Raises NotDrawn."""
    css, stamp, about = stylesheet(), stamp_of(document), _about(document)
    names = [printable(part.name) for part in document.parts]
    pages = _distinct(document)
    headed = settings.DEMONSTRATION
    if document.restricted:
        return _joined(names, pages, stamp, css, about, draw=_draw), ""
    key = shelf.key_of(css, stamp, repr((about, headed)), *names, *pages)
    pdf = shelf.find(key)
    if pdf is None:
        pdf = _joined(names, pages, stamp, css, about, draw=_draw_once)
        shelf.keep(key, pdf)
    return pdf, key


def _joined(
    names: list[str],
    pages: list[str],
    stamp: str,
    css: str,
    about: About,
    *,
    draw: Callable[..., bytes],
) -> bytes:
    drawn = [
        Piece(name, draw(page, css)) for name, page in zip(names, pages, strict=True)
    ]
    marks = draw(stamp, css, tagged=False)
    return join(drawn, marks, about, headed=settings.DEMONSTRATION)


def _draw(html: str, css: str, *, tagged: bool = True) -> bytes:
    return _printer.draw(html, css, tagged=tagged)


def _draw_once(html: str, css: str, *, tagged: bool = True) -> bytes:
    """Drawn now, unless it was before."""
    key = shelf.key_of(css, str(tagged), html)
    pdf = shelf.find(key)
    if pdf is None:
        pdf = _draw(html, css, tagged=tagged)
        shelf.keep(key, pdf)
    return pdf


def draw_ahead(part: Part) -> None:
    """Draw a part before anybody asks for it. Raises NotDrawn."""
    _draw_once(part_page(part), stylesheet())


def draw_untagged(html: str, css: str) -> bytes:
    """Pages as they are given, that are to be laid over others. Raises NotDrawn."""
    return _printer.draw(html, css, tagged=False)


def page_of(document: Document) -> str:
    """All that is printed, as HTML: what stands on every page, then each part."""
    return "".join([stamp_of(document), *map(part_page, document.parts)])


def part_page(part: Part) -> str:
    """A part as HTML, as it goes to the printer."""
    name = {"part_name": printable(part.name)}
    return str(render_to_string(part.template, {**part.context, **name}))


def stamp_of(document: Document) -> str:
    """What stands on every page and changes from one printing to the next, as HTML."""
    furniture = {
        "title": printable(document.title),
        "running": printable(document.foot),
        "version": printable(document.version),
        "printed_by": printable(document.printed_by),
        "printed_at": document.printed_at,
        "demonstration": settings.DEMONSTRATION,
    }
    return str(render_to_string(STAMP, furniture))


def _distinct(document: Document) -> list[str]:
    """The page of each part. A part that comes twice is told from its first, so that
    no two tags of the whole have one name."""
    pages: list[str] = []
    for part in document.parts:
        page = part_page(part)
        while page in pages:
            page += "<!-- again -->"
        pages.append(page)
    return pages


def _about(document: Document) -> About:
    """What is printed says its day; a version was made at its moment."""
    made_at = document.printed_at
    if not document.version:
        made_at = timezone.localtime(made_at).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
    return About(
        title=printable(document.title),
        author=printable(document.author or settings.ORGANISATION),
        subject=printable(document.foot),
        made_at=made_at,
    )


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

    def draw(self, html: str, css: str, *, tagged: bool = True) -> bytes:
        """One part at a time; the others wait for their turn."""
        deadline = time.monotonic() + SECONDS
        if not self._turn.acquire(timeout=SECONDS):
            raise NotDrawn("Other documents are being printed. Try again soon.")
        try:
            drawn = self._ask({"html": html, "css": css, "tagged": tagged}, deadline)
        finally:
            self._turn.release()
        return tight(drawn)

    def stop(self) -> None:
        """End the process, if this one started it."""
        process, self._process, self._drawn = self._process, None, 0
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.communicate()

    def _ask(self, request: dict[str, Any], deadline: float) -> bytes:
        process = self._running()
        try:
            _write(process, json.dumps(request).encode())
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
        worn = self._drawn >= PARTS_PER_PROCESS
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

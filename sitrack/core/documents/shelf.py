"""Parts and documents that were drawn before, kept on disk until long unused.

What is kept goes by the hash of all that it was drawn from, so nothing here is ever
out of date and nothing need be taken away when a record changes. Several processes may
read and write at once. Restricted letters are never put here (CONF-03).
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from sitrack.core import sweep
from sitrack.core.documents import fonts

MOST_BYTES = 500_000_000
MOST_SECONDS = 30 * 24 * 3600
BETWEEN_TIDYINGS = 3600
DRAWN_WITH = ("weasyprint", "pydyf", "pikepdf")
DIGEST = 32


def key_of(*drawn_from: str) -> str:
    """The name of what is drawn from these texts, here, with these faces."""
    whole = hashlib.sha256(_drawn_by())
    for text in drawn_from:
        whole.update(f"{len(text)} ".encode())
        whole.update(text.encode(errors="surrogatepass"))
    return whole.hexdigest()


@cache
def _drawn_by() -> bytes:
    """What draws: the libraries, our own programs, the faces."""
    whole = hashlib.sha256(" ".join(map(version, DRAWN_WITH)).encode())
    for file in [*sorted(Path(__file__).parent.glob("*.py")), *fonts.faces()]:
        whole.update(hashlib.sha256(file.read_bytes()).digest())
    return whole.digest()


def find(key: str) -> bytes | None:
    """What was kept under the name, or None. A damaged file counts as none."""
    place = _folder() / key
    try:
        kept = place.read_bytes()
        os.utime(place)
    except FileNotFoundError:
        return None
    digest, pdf = kept[:DIGEST], kept[DIGEST:]
    return pdf if hashlib.sha256(pdf).digest() == digest else None


def keep(key: str, pdf: bytes) -> None:
    """Put it there whole: no other process reads half of it. Where another clears the
    shelf meanwhile it is not kept: what it was drawn from may be gone."""
    handle, name = tempfile.mkstemp(dir=_folder())
    with os.fdopen(handle, "wb") as file:
        file.write(hashlib.sha256(pdf).digest() + pdf)
    with suppress(FileNotFoundError):
        Path(name).replace(_folder() / key)


def _folder() -> Path:
    folder = Path(settings.VAR_DIR) / "documents"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def tidy(_limit: int = 0) -> None:
    """Now and then, take away what was not asked for in a month, and what is longest
    unused where the rest is too much."""
    mark = _folder() / ".tidied"
    now = time.time()
    if mark.exists() and now - mark.stat().st_mtime < BETWEEN_TIDYINGS:
        return
    mark.touch()
    room = MOST_BYTES
    for used, size, place in sorted(_kept(), reverse=True):
        room -= size
        if room < 0 or now - used > MOST_SECONDS:
            place.unlink(missing_ok=True)


def clear() -> None:
    """Take everything away, where what it was drawn from is gone for good."""
    for _used, _size, place in _kept():
        place.unlink(missing_ok=True)


def _kept() -> Iterator[tuple[float, int, Path]]:
    """When each was last asked for, and its size; another process may tidy too."""
    for place in _folder().iterdir():
        with suppress(FileNotFoundError):
            told = place.stat()
            if place.name != ".tidied":
                yield told.st_mtime, told.st_size, place


sweep.also(tidy)

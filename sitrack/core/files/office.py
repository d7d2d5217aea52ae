"""Is it the Office document that its name says: whole, small enough, without macros?"""

import re
import zipfile
import zlib
from typing import IO
from xml.etree import ElementTree

from sitrack.core.files.refusal import FileRefused

MOST_PARTS = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_TYPES = 1024 * 1024
TYPES = "[Content_Types].xml"
# Documents with a password, and those of Office before 2007, begin so.
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# A macro's part, its type, and the sheets of Excel's oldest macros.
MACROS = re.compile(r"vbaproject|vbadata|macroenabled|macrosheet", re.IGNORECASE)
OUTSIDE = re.compile(r"(^|/)\.\.(/|$)|^/|^[a-z]:|\\", re.IGNORECASE)
ENCRYPTED = 0x1


def check_office(content: IO[bytes], *, main: str, words: str) -> None:
    """``main`` is the type that its main part must have. Raises FileRefused."""
    start = content.read(len(OLD_OR_LOCKED))
    content.seek(0)
    if start == OLD_OR_LOCKED:
        raise FileRefused(
            "The document has a password or comes from an old version of Office."
            " Save it without a password, or as a PDF, and choose it again."
        )
    try:
        with zipfile.ZipFile(content) as parts:
            _check_parts(parts)
            _check_types(parts, main, words)
            _unpack(parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise _another_kind(words) from error


def _check_parts(parts: zipfile.ZipFile) -> None:
    """What the list of parts alone gives away, before anything is unpacked."""
    listed = parts.infolist()
    if len(listed) > MOST_PARTS:
        raise FileRefused(
            f"The document has more than {MOST_PARTS:,} parts inside."
            " Save it as a PDF and choose that."
        )
    if sum(part.file_size for part in listed) > MOST_UNPACKED:
        raise _too_large()
    names = [part.filename for part in listed]
    if any(OUTSIDE.search(name) for name in names) or len(set(names)) < len(names):
        raise FileRefused(
            "The document has parts inside that do not belong in one."
            " Save it anew with Office, or as a PDF."
        )
    if any(MACROS.search(name) for name in names):
        raise _has_macros()
    for part in listed:
        if part.flag_bits & ENCRYPTED or part.compress_type not in PLAIN_METHODS:
            raise zipfile.BadZipFile(part.filename)


def _check_types(parts: zipfile.ZipFile, main: str, words: str) -> None:
    """One part is the main one, it is there, and no part is a macro."""
    if TYPES not in parts.namelist() or parts.getinfo(TYPES).file_size > MOST_TYPES:
        raise _another_kind(words)
    text = parts.read(TYPES).decode("utf-8-sig")
    if MACROS.search(text):
        raise _has_macros()
    names = [
        override.get("PartName", "").removeprefix("/")
        for override in _overrides(text, words)
        if override.get("ContentType") == main
    ]
    if len(names) != 1 or names[0] not in parts.namelist():
        raise _another_kind(words)


def _overrides(text: str, words: str) -> list[ElementTree.Element]:
    # No document type and no entities: there is nothing that could be expanded.
    if "<!" in text:
        raise _another_kind(words)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314
    except ElementTree.ParseError as error:
        raise _another_kind(words) from error
    return [one for one in root if one.tag.endswith("}Override")]


def _unpack(parts: zipfile.ZipFile) -> None:
    """Read every part to its end: the list of parts may have lied about sizes."""
    total = 0
    for part in parts.infolist():
        with parts.open(part) as unpacked:
            while chunk := unpacked.read(65_536):
                total += len(chunk)
                if total > MOST_UNPACKED:
                    raise _too_large()


def _too_large() -> FileRefused:
    return FileRefused(
        f"The document unpacks to more than {MOST_UNPACKED // 1024**2} MB."
        " Make its pictures smaller, or save it as a PDF."
    )


def _has_macros() -> FileRefused:
    return FileRefused(
        "The document holds macros, which are small programs. Save it without them"
        " and choose it again."
    )


def _another_kind(words: str) -> FileRefused:
    article = "an" if words[0] in "AEIOU" else "a"
    return FileRefused(
        f"The file’s name says that it is {article} {words}, but what is inside is"
        " not, or is damaged."
    )

"""From the bytes of a file to text: what it is written in, or why it cannot be read."""

import io
import lzma
from pathlib import Path
from typing import TextIO

SIGNATURES = {
    b"PK\x03\x04": "is a spreadsheet or a zip file",
    b"\xd0\xcf\x11\xe0": "is an old Excel workbook",
    b"%PDF": "is a PDF",
    b"\x1f\x8b": "is compressed",
    b"\xfd7zXZ\x00": "is compressed",
}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
ENCODINGS = "Windows-1252 or UTF-8"


class FileRefused(Exception):
    """Nothing of the file can be used; the message is for whoever handed it in."""


def read_bytes(path: Path) -> bytes:
    """A file's bytes; one that ends in .xz is unpacked."""
    try:
        data = path.read_bytes()
        return lzma.decompress(data) if path.suffix == ".xz" else data
    except OSError as error:
        raise FileRefused(f"{path} cannot be read: {error.strerror}.") from error
    except lzma.LZMAError as error:
        raise FileRefused(f"{path.name} cannot be unpacked: {error}.") from error


def as_text(data: bytes) -> TextIO:
    """The text of the bytes, from the encodings that the register comes in.

    Raises FileRefused for an empty file, for other kinds of file, and for text in
    another encoding.
    """
    if not data.strip():
        raise FileRefused("The file is empty.")
    _refuse_other_kinds(data)
    return io.TextIOWrapper(io.BytesIO(data), encoding=_encoding(data), newline="")


def _refuse_other_kinds(data: bytes) -> None:
    for signature, what in SIGNATURES.items():
        if data.startswith(signature):
            raise FileRefused(f"The file {what}. Choose the CSV file itself.")
    if data.startswith(UTF_16):
        raise FileRefused(f"The file is in UTF-16. Save it as CSV in {ENCODINGS}.")
    if b"\0" in data:
        raise FileRefused("The file is not text. Choose a CSV file.")
    if data.lstrip()[:1] == b"<":
        raise FileRefused("The file is a web page. Choose the CSV file itself.")


def _encoding(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileRefused(f"The file is in an unknown encoding. Save it in {ENCODINGS}.")

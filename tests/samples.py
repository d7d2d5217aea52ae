"""Files to hand in: plain ones, and those that somebody would smuggle in."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", f"{OFFICE}wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OFFICE}spreadsheetml.sheet.main+xml"),
    "pptx": (
        "ppt/presentation.xml",
        f"{OFFICE}presentationml.presentation.main+xml",
    ),
}
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00" + bytes(200)


def types_of(part: str, content_type: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Types xmlns='
        '"http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>'
    )


def office(
    kind: str = "docx",
    *,
    main: str = "",
    types: str = "",
    more: Mapping[str, bytes] | None = None,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """An Office document that lacks nothing but text, with more parts if wanted."""
    part, content_type = MAIN[kind]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as parts:
        parts.writestr(
            "[Content_Types].xml", types or types_of(part, main or content_type)
        )
        parts.writestr(part, "<document/>")
        for name, content in (more or {}).items():
            parts.writestr(name, content)
    return made.getvalue()


def picture(format_name: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (8, 6), "navy").save(made, format_name)
    return made.getvalue()


def huge_picture(side: int) -> bytes:
    """A PNG whose header promises side × side dots, in a few bytes."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + crc


def bomb() -> bytes:
    """A small document that unpacks to 201 MB of zeros."""
    return office(more={"word/media/x.bin": bytes(201 * 1024 * 1024)})


def lying_bomb() -> bytes:
    """A document whose list of parts says that a part is ten bytes, and is 5 MB."""
    zeros = bytes(5 * 1024 * 1024)
    made = office(more={"word/media/x.bin": zeros})
    return made.replace(struct.pack("<I", len(zeros)), struct.pack("<I", 10))


def locked() -> bytes:
    """A document with a password is no zip file but an old compound file."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)

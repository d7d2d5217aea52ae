"""The kinds of file that may be handed in, by the ending of their name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import IO

from sitrack.core.files.office import check_office
from sitrack.core.files.pictures import check_picture
from sitrack.core.files.refusal import FileRefused

PDF_SIGNATURE = b"%PDF-"
# What some printers put before it; anything else is another kind of file in disguise.
BEFORE_A_PDF = b"\xef\xbb\xbf \t\r\n\0"
OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Kind:
    """``check`` raises FileRefused where the content is not what the name says."""

    words: str
    mime: str
    check: Callable[[IO[bytes]], None]


def check_pdf(content: IO[bytes]) -> None:
    """Raises FileRefused for what does not begin as a PDF begins."""
    if not content.read(1024).lstrip(BEFORE_A_PDF).startswith(PDF_SIGNATURE):
        raise FileRefused(
            "The file’s name says that it is a PDF, but what is inside is not."
            " Choose the PDF itself."
        )


def _office(words: str, mime: str) -> Kind:
    main = f"{OFFICE}{mime}.main+xml"
    return Kind(words, OFFICE + mime, partial(check_office, main=main, words=words))


def _picture(words: str, name: str) -> Kind:
    check = partial(check_picture, format_name=name, words=words)
    return Kind(words, f"image/{name.lower()}", check)


KINDS = {
    "pdf": Kind("PDF", "application/pdf", check_pdf),
    "docx": _office("Word document", "wordprocessingml.document"),
    "xlsx": _office("Excel workbook", "spreadsheetml.sheet"),
    "pptx": _office("PowerPoint presentation", "presentationml.presentation"),
    "png": _picture("PNG picture", "PNG"),
    "jpg": _picture("JPEG picture", "JPEG"),
}
# Cameras and phones write both.
SAME = {"jpeg": "jpg"}
# What a browser offers to choose from; the check is made here all the same.
ACCEPTED = ",".join(f".{ending}" for ending in [*KINDS, *SAME])

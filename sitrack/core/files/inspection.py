"""Looking at a file before it is kept: its name, its size, and what is inside."""

import unicodedata
from pathlib import PurePosixPath
from typing import IO

from sitrack.core.files.kinds import KINDS, SAME
from sitrack.core.files.refusal import FileRefused

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 25
LONGEST_NAME = 150


def inspect(content: IO[bytes], *, name: str, size: int) -> str:
    """The kind of a file, a key of KINDS, where its name and content agree.

    Raises FileRefused with the rule that it breaks, in plain words.
    """
    if size == 0:
        raise FileRefused("The file is empty. Choose one with something in it.")
    if size > MOST_MEGABYTES * MEGABYTE:
        # Rounded up, so that no file is told to be as large as it may be.
        raise FileRefused(
            f"The file is {-(-size // MEGABYTE)} MB."
            f" It must be {MOST_MEGABYTES} MB or smaller."
        )
    ending = PurePosixPath(clean_name(name)).suffix.lower().removeprefix(".")
    kind = SAME.get(ending, ending)
    if kind not in KINDS:
        raise FileRefused(
            "This kind of file cannot be added. Choose a PDF, a picture (PNG or JPG),"
            " or a Word, Excel or PowerPoint document without macros."
        )
    content.seek(0)
    KINDS[kind].check(content)
    content.seek(0)
    return kind


def clean_name(name: str) -> str:
    """The last part of a name, without characters that hide or turn what it says."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(c for c in last if not unicodedata.category(c).startswith("C"))
    path = PurePosixPath(shown.strip())
    ending = path.suffix[:10]
    return f"{path.stem[: LONGEST_NAME - len(ending)]}{ending}"

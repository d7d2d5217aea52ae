"""The guides of docs/guides, as pages beside the help: a screen or two for each reader."""

import re
from dataclasses import dataclass
from functools import cache

from django.conf import settings

FOLDER = settings.BASE_DIR / "docs" / "guides"
NAMES = (
    *("sep", "headteacher", "rle", "governor"),
    *("administrator", "information-officer"),
)
# Pictures stay in the file; on the page its reader sees the thing itself.
PICTURE = re.compile(r"^!\[[^\]]*\]\([^)]*\)\n+", re.MULTILINE)
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True)
class Guide:
    """Whom it is for, what they do here, and its parts: a heading and a text each."""

    name: str
    title: str
    opening: str
    parts: tuple[tuple[str, str], ...]


def our_guides() -> tuple[Guide, ...]:
    """Those of this installation: they speak of Suffolk's words, and of no other's."""
    if settings.FRAMEWORK != settings.DEFAULT_FRAMEWORK:
        return ()
    return _read()


def guide_named(name: str) -> Guide | None:
    """The guide of that name; None where there is none."""
    return next((guide for guide in our_guides() if guide.name == name), None)


@cache
def _read() -> tuple[Guide, ...]:
    return tuple(
        parse(name, (FOLDER / f"{name}.md").read_text(encoding="utf-8"))
        for name in NAMES
    )


def parse(name: str, text: str) -> Guide:
    """A guide from its file: a title, an opening, and headings with what follows."""
    plain = LINK.sub(r"\1", PICTURE.sub("", text))
    opening, *parts = plain.split("\n## ")
    title, _, rest = opening.removeprefix("# ").partition("\n")
    split = (part.partition("\n") for part in parts)
    return Guide(
        name=name,
        title=title.strip(),
        opening=rest.strip(),
        parts=tuple((heading.strip(), body.strip()) for heading, _, body in split),
    )

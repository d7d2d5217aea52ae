"""The faces that documents are set in: two families, and no other on the machine.

A page looks the same wherever it is drawn, because only these files are offered.
"""

import os
import tempfile
from functools import cache
from html import escape
from pathlib import Path

from django.conf import settings

FOLDERS = [
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/truetype/dejavu"),
]
# Each face and the Debian package that brings it. DejaVu has the signs and
# alphabets that Liberation lacks.
FACES = {
    "LiberationSans-Regular.ttf": "fonts-liberation2",
    "LiberationSans-Bold.ttf": "fonts-liberation2",
    "LiberationSans-Italic.ttf": "fonts-liberation2",
    "LiberationSans-BoldItalic.ttf": "fonts-liberation2",
    "DejaVuSans.ttf": "fonts-dejavu-core",
    "DejaVuSans-Bold.ttf": "fonts-dejavu-core",
}
CONFIGURATION = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
{folders}
  <selectfont>
    <rejectfont><glob>*</glob></rejectfont>
    <acceptfont>
{files}
    </acceptfont>
  </selectfont>
  <alias binding="same">
    <family>sans-serif</family>
    <prefer><family>Liberation Sans</family><family>DejaVu Sans</family></prefer>
  </alias>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


class FontMissing(RuntimeError):
    """A face is not installed; the message names its package."""


@cache
def faces() -> tuple[Path, ...]:
    """The files of the faces. Raises FontMissing when one is not installed."""
    return tuple(_find(name, package) for name, package in FACES.items())


def _find(name: str, package: str) -> Path:
    for folder in FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise FontMissing(f"{name} is missing: install the package {package}.")


@cache
def configuration() -> Path:
    """Our own fonts.conf, written once and offering only our faces."""
    files = faces()
    folder = Path(settings.VAR_DIR) / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    text = CONFIGURATION.format(
        folders="\n".join(f"  <dir>{one}</dir>" for one in _folders(files)),
        files="\n".join(f"      <glob>{escape(str(one))}</glob>" for one in files),
        cache=escape(str(folder / "cache")),
    )
    place = folder / "fonts.conf"
    if not place.is_file() or place.read_text(encoding="utf-8") != text:
        _write_whole(place, text)
    return place


def _folders(files: tuple[Path, ...]) -> list[str]:
    return sorted({escape(str(file.parent)) for file in files})


def _write_whole(place: Path, text: str) -> None:
    """Several processes may start at once; none may read half a file."""
    handle, name = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(place)


@cache
def covered() -> frozenset[int]:
    """The characters that at least one of the faces can draw."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    drawn: set[int] = set()
    for file in faces():
        with TTFont(file, lazy=True) as font:
            drawn.update(font.getBestCmap())
    return frozenset(drawn)

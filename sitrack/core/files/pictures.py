"""Is it the picture that its name says, and small enough to be drawn?"""

import warnings
from typing import IO

from PIL import Image

from sitrack.core.files.refusal import FileRefused

MOST_PIXELS = 80_000_000


def check_picture(content: IO[bytes], *, format_name: str, words: str) -> None:
    """Raises FileRefused for another format, a broken file, or too many pixels."""
    width, height = _size_of(content, format_name, words)
    if width * height > MOST_PIXELS:
        raise FileRefused(
            f"The picture is {width:,} by {height:,} dots. Make it smaller:"
            f" at most {MOST_PIXELS // 1_000_000} million dots."
        )


def _size_of(content: IO[bytes], format_name: str, words: str) -> tuple[int, int]:
    """The size that the header tells; nothing is unpacked but what checks itself."""
    try:
        with warnings.catch_warnings():
            # Pillow warns of a bomb before its own error; the size is judged above.
            warnings.simplefilter("error")
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(content, formats=[format_name])
            size = picture.size
            if size[0] * size[1] <= MOST_PIXELS:
                picture.verify()
    except Image.DecompressionBombError:
        raise FileRefused("The picture is far too large. Make it smaller.") from None
    # Pillow tells of a broken file in many ways, SyntaxError among them.
    except Exception as error:
        raise FileRefused(
            f"The file’s name says that it is a {words}, but what is inside is not,"
            " or is damaged."
        ) from error
    return size

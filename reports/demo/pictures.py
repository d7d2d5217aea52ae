"""Files that the fictional schools share."""

import io

from django.core.files.base import ContentFile
from PIL import Image


def picture(name: str) -> "ContentFile[bytes]":
    """A plain picture, in place of a photograph of a school that does not exist."""
    made = io.BytesIO()
    Image.new("RGB", (640, 400), "#d9e8e6").save(made, "PNG")
    return ContentFile(made.getvalue(), name=name)

"""Which templates a document was drawn from: kept with what is frozen."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.template.loader import get_template

from sitrack.core.documents.drawing import STYLESHEET


@cache
def template_version() -> str:
    """Sixteen digits for the templates of documents and the printer, as they are now."""
    folder = Path(get_template(STYLESHEET).origin.name).parent  # type: ignore[attr-defined]
    summed = hashlib.sha256(version("weasyprint").encode())
    for place in sorted(folder.rglob("*.*")):
        summed.update(place.name.encode() + place.read_bytes())
    return summed.hexdigest()[:16]

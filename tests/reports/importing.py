"""Old records handed in, and the correction page as a browser would send it back."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BoundField, CheckboxSelectMultiple, MultiWidget
from django.urls import reverse

from reports.importing.form import ImportForm
from reports.models import WordImport
from reports.services.imports import hand_in
from sitrack.core.models import User
from sitrack.core.submissions import new_token
from sitrack.core.sweep import sweep
from tests.reports.pages import signed_in
from tests.universe import Council
from tests.word_forms.forms import blocks_for
from tests.word_forms.manner import PRINTED, Manner
from tests.word_forms.paper import word_file
from tests.word_forms.words import RecordWords, small

NAME = "Hawthorn rolling record.docx"


def upload(content: bytes, name: str = NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def file_of(said: RecordWords, manner: Manner = PRINTED) -> bytes:
    return word_file(blocks_for(said, manner))


def handed_in(
    council: Council, said: RecordWords | None = None, *, content: bytes = b""
) -> WordImport:
    """Hawthorn's old record as sam hands it in, checked for viruses and read."""
    made = hand_in(
        school=council.hawthorn,
        file=upload(content or file_of(said or small())),
        by=council.sam,
    )
    sweep()
    return WordImport.objects.get(pk=made.pk)


def page(imported: WordImport, name: str = "word_import") -> str:
    return reverse(name, args=[imported.pk])


def as_shown(user: User, imported: WordImport, **typed: Any) -> dict[str, Any]:
    """Every box of the page as it was shown, but for what was ``typed``."""
    form: ImportForm = signed_in(user).get(page(imported)).context["form"]
    return {"submit_token": new_token(), **_sent(form), **typed}


def times(council: Council, count: int, minutes: str = "60") -> dict[str, str]:
    return {f"visit_{number}_minutes": minutes for number in range(1, count + 1)}


def _sent(form: Iterable[BoundField]) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for box in form:
        widget, value = box.field.widget, box.value()
        if isinstance(widget, MultiWidget):
            texts: list[Any] = (
                value if isinstance(value, list) else widget.decompress(value) or []
            )
            for number, (one, text) in enumerate(
                zip(widget.widgets, texts, strict=True)
            ):
                sent[f"{box.html_name}_{number}"] = one.format_value(text) or ""
        elif isinstance(widget, CheckboxSelectMultiple):
            sent[box.html_name] = list(value or [])
        else:
            sent[box.html_name] = _text(widget.format_value(value))
    return sent


def _text(value: Any) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return str(first or "")

"""Reading old records in Suffolk's Word form: pure functions over bytes (SUF-R, SUF-A)."""

from reports.word_import.blocks import blocks_of
from reports.word_import.labels import Form
from reports.word_import.parts import open_parts
from reports.word_import.reading import Field, Loose, Reading, from_data
from reports.word_import.recognise import recognise
from sitrack.core.files.refusal import FileRefused
from sitrack.core.words import worded

__all__ = ["Field", "Form", "Loose", "Reading", "from_data", "read_record"]


def read_record(content: bytes, *, name: str, form: Form) -> Reading:
    """What a Word file says, box by box. Raises FileRefused, with what to do, for a file
    that cannot be read and for one that is another document altogether."""
    reading = recognise(blocks_of(open_parts(content, name=name)), form)
    if not reading.is_record:
        raise FileRefused(
            worded(
                "This is a Word document, but not {a_record}: hardly any of the"
                " form’s boxes is in it. Choose the record that was kept in Word. If this"
                " is the one, copy its text into the form and choose that file."
            )
        )
    return reading

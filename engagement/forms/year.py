"""Locking a record and unlocking it, with the reason that everybody concerned reads."""

from typing import Any

from sitrack.core.fields import ProseField
from sitrack.core.forms import Form


class WhyForm(Form):
    """One reason; ``asked`` is the question, ``missing`` what stands where none is."""

    reason = ProseField(
        label="Reason",
        rows=2,
        max_length=300,
        help_text="Everybody who may read the record can read it.",
    )

    def __init__(self, *args: Any, asked: str, missing: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = asked
        self.fields["reason"].error_messages["required"] = missing

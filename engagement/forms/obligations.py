"""Saying why something that is due is not needed, or is asked for again."""

from sitrack.core.fields import ProseField
from sitrack.core.forms import Form


class WaiveForm(Form):
    reason = ProseField(
        label="Why it is not needed",
        rows=3,
        max_length=2_000,
        help_text="The school’s leaders read it too.",
    )


class ResumeForm(Form):
    reason = ProseField(
        label="Why it is asked for again",
        rows=3,
        max_length=2_000,
        help_text="The school’s leaders read it too.",
    )

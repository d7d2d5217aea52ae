"""One line of the log of contacts."""

from typing import Any

from django import forms

from engagement.definitions.contacts import ContactLog
from engagement.services.contacts import Line
from sitrack.core.fields import DayField
from sitrack.core.forms import Form


class ContactForm(Form):
    kind = forms.ChoiceField(
        label="What was it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of contact it was"},
    )
    on = DayField(label="When?", called="Date")
    who = forms.CharField(
        label="Who took part?",
        max_length=100,
        error_messages={"required": "Say who took part"},
    )
    line = forms.CharField(
        label="What was it about?",
        max_length=200,
        help_text="One line. The school’s leaders read it.",
        error_messages={"required": "Say what it was about"},
    )

    def __init__(self, *args: Any, log: ContactLog, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (one.code, one.label) for one in log.kinds
        ]

    def contact(self) -> Line:
        return Line(**self.cleaned_data)


class TakeBackForm(Form):
    """Nothing is asked: the page says what happens."""

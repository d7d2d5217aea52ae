"""What each step of a letter asks for."""

from datetime import date
from typing import Any, cast

from django import forms

from engagement.models import RestrictedLetter
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form


class StepForm(Form):
    """A step that asks for nothing but a last look."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, letter: RestrictedLetter, **options: Any) -> None:
        super().__init__(*args, initial={"version": letter.version}, **options)


class NoteForm(StepForm):
    """A step that is said why."""

    note = ProseField(label="Why", called="Note", rows=4, max_length=2_000)


class EscalateForm(NoteForm):
    """The note belongs to the letter, the rationale to the proposal of the level."""

    rationale = ProseField(
        label="Why does the statutory level fit?",
        called="Rationale",
        rows=5,
        max_length=2_000,
        help_text="This stands in the proposal, which the school’s officers read, and"
        " the school once it is sent. Do not mention the letter here.",
    )


def _powers_of(letter: RestrictedLetter) -> list[tuple[str, str]]:
    rows = [row for row in letter.type.powers if row["code"] in letter.powers]
    return [(row["code"], row["text"]) for row in rows]


class InterveneForm(NoteForm):
    """Which power is used."""

    power = forms.ChoiceField(label="Which power is used?", widget=forms.RadioSelect)
    field_order = ["power", "note"]

    def __init__(self, *args: Any, letter: RestrictedLetter, **options: Any) -> None:
        super().__init__(*args, letter=letter, **options)
        cast("forms.ChoiceField", self.fields["power"]).choices = _powers_of(letter)


class NoticeForm(StepForm):
    """Reasonable written notice before a power is used (LET-10)."""

    powers = forms.MultipleChoiceField(
        label="Which powers does the authority intend to use?",
        widget=forms.CheckboxSelectMultiple,
    )
    text = ProseField(label="What the governing body is told", called="Notice", rows=6)
    notice_ends = DayField(
        label="From which day may they be used?", called="Day from which they are used"
    )

    def __init__(self, *args: Any, letter: RestrictedLetter, **options: Any) -> None:
        super().__init__(*args, letter=letter, **options)
        choice = cast("forms.MultipleChoiceField", self.fields["powers"])
        choice.choices = _powers_of(letter)


class SentForm(StepForm):
    """The day on which each copy was sent that did not go out in sitrack."""

    def __init__(self, *args: Any, letter: RestrictedLetter, **options: Any) -> None:
        super().__init__(*args, letter=letter, **options)
        for one in letter.recipients.filter(sent_on=None):
            self.fields[f"sent_{one.pk}"] = DayField(
                label=f"Sent to {one.name}",
                called=f"Day on which it was sent to {one.name}",
                help_text=f"{one.get_channel_display()}. For example, 27/3/2026",
            )

    def days(self) -> dict[int, date]:
        """The days by recipient; call it on a valid form."""
        return {
            int(name.removeprefix("sent_")): day
            for name, day in self.cleaned_data.items()
            if name.startswith("sent_") and day
        }


class LegalHelpForm(Form):
    """The help on legal wording of one kind of letter."""

    text = ProseField(label="Help on legal wording", rows=14)
    version = forms.IntegerField(widget=forms.HiddenInput)


class EmergencyForm(Form):
    """Which letter an administrator opens, and why."""

    number = forms.IntegerField(
        label="Number of the document",
        min_value=1,
        max_value=2_000_000_000,
        help_text="It stands at the end of its address",
    )
    reason = ProseField(
        label="Why must you open it?",
        called="Reason",
        rows=4,
        max_length=2_000,
        help_text="The reason is kept with the document.",
    )

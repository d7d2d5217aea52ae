"""What a school says of a row of the assessment table, and a row of its own."""

from django import forms

from engagement.models import MeasureOverride
from sitrack.core.forms import Form

BY_RULE, USED, LEFT_OUT = "rule", "used", "left_out"
MEANS = {BY_RULE: None, USED: True, LEFT_OUT: False}


class MeasureForm(Form):
    """Use the row, leave it out, or let the rule decide; with the reason."""

    word = forms.ChoiceField(
        label="At this school", widget=forms.RadioSelect, choices=[]
    )
    reason = forms.CharField(
        label="Why?",
        help_text="Needed unless the usual rule decides. Name no pupil.",
        max_length=300,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: object,
        own: MeasureOverride | None,
        by_rule: str,
        **options: object,
    ) -> None:
        super().__init__(*args, initial=said_of(own), **options)
        word: forms.ChoiceField = self.fields["word"]  # type: ignore[assignment]
        word.choices = [
            (BY_RULE, f"The usual rule decides: {by_rule}"),
            (USED, "Use this row"),
            (LEFT_OUT, "Leave this row out"),
        ]

    @property
    def applies(self) -> bool | None:
        """What was chosen, as the service takes it; call it on a valid form."""
        return MEANS[self.cleaned_data["word"]]


def said_of(own: MeasureOverride | None) -> dict[str, object]:
    """The school's word as the form's first values; version 0 stands for none."""
    if own is None:
        return {"word": BY_RULE, "reason": "", "version": 0}
    word = USED if own.applies else LEFT_OUT
    return {"word": word, "reason": own.reason, "version": own.version}


class OwnMeasureForm(Form):
    """The name of a row that a special school adds."""

    label = forms.CharField(
        label="Name of the row",
        help_text="For example “Communication” or “Preparing for adulthood”",
        max_length=80,
    )

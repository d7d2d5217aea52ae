"""The forms of an evaluation's report and of the check of its facts."""

from typing import Any

from django import forms

from engagement.definitions.evaluations import EvaluationChoice
from sitrack.core.fields import NOT_LISTED, DayField, ProseField
from sitrack.core.forms import Form
from visits.forms.evaluations import VersionForm

ACCEPT, DECLINE = "accept", "decline"


class SummaryForm(VersionForm):
    """One evaluator's summary of key issues for the lead."""

    summary = ProseField(label="Summary of key issues", rows=8, max_length=20_000)


class ReportForm(VersionForm):
    """The draft report, section by section."""

    def __init__(
        self, *args: Any, sections: tuple[EvaluationChoice, ...], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sections = sections
        for one in sections:
            self.fields[one.code] = ProseField(label=one.label, required=False, rows=8)

    @property
    def rows(self) -> list[Any]:
        return [self[one.code] for one in self.sections]

    def texts(self) -> dict[str, str]:
        return {one.code: self.cleaned_data[one.code] for one in self.sections}


class MarkForm(Form):
    """A sentence of the draft that is wrong, and what it should say."""

    sentence = forms.ChoiceField(
        label="Which sentence is wrong?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the sentence",
            "invalid_choice": "Choose a sentence of the draft as it is now",
        },
    )
    should_say = ProseField(
        label="What should it say?",
        called="What it should say",
        rows=3,
        max_length=5_000,
        help_text="Errors of fact alone, such as a number, a date or a title.",
    )

    def __init__(self, *args: Any, sentences: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sentences = sentences
        self.fields["sentence"].choices = [  # type: ignore[attr-defined]
            (str(place), text) for place, text in enumerate(sentences)
        ]

    def chosen(self) -> str:
        """The chosen sentence; call it on a valid form."""
        return self.sentences[int(self.cleaned_data["sentence"])]


class AnswerMarkForm(Form):
    """The lead's answer to a marked error."""

    outcome = forms.ChoiceField(
        label="Your answer",
        choices=[
            (ACCEPT, "Accept it: the sentence changes"),
            (DECLINE, "Leave the sentence as it is"),
        ],
        widget=forms.RadioSelect,
    )
    becomes = ProseField(
        label="The sentence as it will read",
        required=False,
        rows=3,
        max_length=5_000,
        help_text="Only if you accept it.",
    )
    answer = ProseField(
        label="Your words to the headteacher",
        required=False,
        rows=3,
        max_length=5_000,
        help_text="Say why, if the sentence stays. Both versions and your answer are"
        " printed with the report.",
    )


class GovernorsForm(Form):
    """When the governing body discussed the final report."""

    governors_on = DayField(label="Day on which it was discussed")


class DeputiesForm(Form):
    """Whether deputies read what is provisional."""

    reads = forms.ChoiceField(
        label="Can deputies read the grades and the draft report?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": NOT_LISTED},
    )

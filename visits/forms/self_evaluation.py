"""The forms of a self-evaluation: its meeting, its boxes, helpers and files."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from engagement.definitions.self_evaluation import SelfEvaluationForm
from schools.models import Person
from sitrack.core.fields import DayField, ProseField
from sitrack.core.files.fields import CheckedFileField
from sitrack.core.forms import Form
from sitrack.core.templatetags.govuk import day
from visits.models import Visit

SHORT = 3


class VisitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A visit in the diary, known by its day."""

    def label_from_instance(self, visit: Visit) -> str:
        return f"Visit of {day(visit.date)}, {visit.lead_name}"


class MeetingForm(Form):
    """The day of the meeting, and the visit at which it is held, if it is one."""

    meeting_on = DayField(
        label="When is the meeting?",
        called="Day of the meeting",
        help_text="Both parts are due so many working days before it. For example,"
        " 27/3/2026",
    )
    visit = VisitChoice(
        label="Is it held at a visit in the diary?",
        queryset=Visit.objects.none(),
        required=False,
        empty_label="No",
    )

    def __init__(self, *args: Any, visits: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["visit"].queryset = visits  # type: ignore[attr-defined]


class MoveForm(MeetingForm):
    reason = ProseField(
        label="Why does the meeting move?",
        called="Reason",
        rows=2,
        max_length=500,
        help_text="Both sides read this.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(Form):
    reason = ProseField(
        label="Why is it cancelled?",
        called="Reason",
        rows=2,
        max_length=500,
        help_text="Both sides read this.",
    )


class PlainForm(Form):
    """Nothing is asked but to go on."""


class PartForm(Form):
    """The boxes of one part that somebody writes, by the codes of their prompts."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        form: SelfEvaluationForm,
        codes: Iterable[str],
        asks_why: bool,
        **options: Any,
    ) -> None:
        wanted = set(codes)
        self.prompts = [one for one in form.prompts if one.code in wanted]
        texts: Mapping[str, str] = options.pop("texts", {})
        super().__init__(*args, **options)
        for prompt in self.prompts:
            self.fields[name_of(prompt.code)] = ProseField(
                label=prompt.text,
                required=False,
                rows=SHORT,
                max_length=20_000,
                initial=texts.get(prompt.code, ""),
            )
        if asks_why:
            self.fields["reason"] = ProseField(
                label="Why was the meeting held without the school’s part?",
                called="Reason",
                required=False,
                rows=2,
                max_length=500,
                help_text="Only where you record the discussion now. Both sides read"
                " this.",
            )

    @property
    def boxes(self) -> dict[str, Any]:
        """The boxes by the codes of their prompts."""
        return {one.code: self[name_of(one.code)] for one in self.prompts}

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by the codes of the prompts; call it on a valid form."""
        data = self.cleaned_data
        return {one.code: data[name_of(one.code)] for one in self.prompts}


def name_of(code: str) -> str:
    """What the box of a prompt is called in a page."""
    return "p_" + code.lower().replace("-", "_").replace(".", "_")


class HelperForm(Form):
    """Who writes which rows."""

    person = forms.TypedChoiceField(
        label="Who is to help?", widget=forms.RadioSelect, coerce=int
    )
    rows = forms.MultipleChoiceField(
        label="Which rows are they to write?",
        widget=forms.CheckboxSelectMultiple,
        help_text="They read and write these rows, and no others.",
    )

    def __init__(
        self,
        *args: Any,
        people: Iterable[Person],
        rows: Mapping[str, str],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.people = {person.pk: person for person in people}
        offered = [(pk, person.name) for pk, person in self.people.items()]
        self.fields["person"].choices = offered  # type: ignore[attr-defined]
        self.fields["rows"].choices = list(rows.items())  # type: ignore[attr-defined]


class AttachForm(Form):
    """A file, and the question that it answers."""

    free_text = True

    prompt = forms.ChoiceField(label="What does it go with?", widget=forms.RadioSelect)
    title = forms.CharField(label="Title of the file", max_length=200)
    file = CheckedFileField(label="File")

    def __init__(self, *args: Any, prompts: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["prompt"].choices = list(prompts.items())  # type: ignore[attr-defined]
        if len(prompts) == 1:
            self.fields["prompt"].initial = next(iter(prompts))

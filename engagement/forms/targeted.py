"""Writing to a school about targeted support, and answering it (LET-04, DEC-13)."""

from typing import Any, cast

from django import forms

from engagement.definitions.intensive import TargetedSupport
from engagement.models import TargetedOffer, Theme
from engagement.queries.targeted import SAID, offered
from engagement.services.targeted import Part
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form


class TargetedForm(Form):
    """The trend, its themes, and the forms of support with what each costs."""

    free_text = True
    trend = ProseField(
        label="What does the data show?",
        called="Trend in the data",
        rows=5,
        max_length=4_000,
        help_text="Figures and years, and whom they are about as a group. No names of"
        " pupils or staff.",
    )
    reasons = forms.MultipleChoiceField(
        label="What is it about?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label="Themes",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="code",
    )

    def __init__(
        self, *args: Any, form: TargetedSupport, framework: int, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.support = form
        reasons = cast("forms.MultipleChoiceField", self.fields["reasons"])
        reasons.choices = [(one.code, one.label) for one in form.reasons]
        themes = cast("forms.ModelMultipleChoiceField[Any]", self.fields["themes"])
        themes.queryset = Theme.objects.filter(framework=framework)
        for one in form.forms:
            self.fields[f"offer_{one.code}"] = forms.BooleanField(
                label=one.label[:1].upper() + one.label[1:], required=False
            )
            self.fields[f"what_{one.code}"] = forms.CharField(
                label="What exactly?", required=False, max_length=300
            )
            self.fields[f"cost_{one.code}"] = forms.CharField(
                label="What does it cost the school?",
                required=False,
                max_length=100,
                help_text="Left empty, it costs nothing",
            )

    @property
    def rows(self) -> list[tuple[Any, Any, Any]]:
        """The boxes of each form of support."""
        return [
            (
                self[f"offer_{one.code}"],
                self[f"what_{one.code}"],
                self[f"cost_{one.code}"],
            )
            for one in self.support.forms
        ]

    def parts(self) -> list[Part]:
        """What is offered; call it on a valid form."""
        data = self.cleaned_data
        return [
            Part(one.code, data[f"what_{one.code}"], data[f"cost_{one.code}"])
            for one in self.support.forms
            if data[f"offer_{one.code}"]
        ]


class NoteForm(TargetedForm):
    """What was agreed with the school, and when; its letter follows."""

    agreed_on = DayField(label="On which day was it agreed?", called="Day")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["trend"].required = False
        self.order_fields(["version", "agreed_on"])


class WithdrawForm(Form):
    """Why what was noted does not hold any more."""

    free_text = True
    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=300,
        help_text="The school’s leaders read it.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(Form):
    """What the school says to each part that costs something, and to the rest."""

    text = ProseField(
        label="Is there anything else you would like to say?",
        called="Answer",
        required=False,
        rows=4,
        max_length=2_000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, offer: TargetedOffer, **options: Any) -> None:
        super().__init__(*args, initial={"version": offer.version}, **options)
        boxes = {}
        for part in offered(offer):
            label = part.label[:1].upper() + part.label[1:]
            boxes[part.code] = forms.ChoiceField(
                label=label,
                choices=list(SAID.items()),
                widget=forms.RadioSelect,
                required=bool(part.cost),
                help_text=". ".join(one for one in (part.what, part.cost) if one),
            )
        self.fields = {**boxes, **self.fields}
        self.codes = list(boxes)

    def answers(self) -> dict[str, str]:
        """The answers by code; call it on a valid form."""
        return {code: self.cleaned_data[code] for code in self.codes}

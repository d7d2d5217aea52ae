"""Writing a restricted letter: beginning it, its text, its recipients, its helpers."""

from typing import Any, cast

from django import forms

from engagement.models import Course, LetterRecipient, LetterType, RestrictedLetter
from engagement.services.letters.writing import Recipient, Writing
from sitrack.core.fields import DayField, ProseField
from sitrack.core.files.fields import CheckedFileField
from sitrack.core.forms import Form, RowSet
from sitrack.core.models import User

LATER = "Can be left for later: it is asked for before the letter is signed off."


class BeginForm(Form):
    """Which kind of letter is begun."""

    kind = forms.ModelChoiceField(
        LetterType.objects.none(),
        label="Which letter do you prepare?",
        empty_label=None,
        widget=forms.RadioSelect,
        to_field_name="code",
    )

    def __init__(self, *args: Any, kinds: list[LetterType], **options: Any) -> None:
        super().__init__(*args, **options)
        keys = [kind.pk for kind in kinds]
        choice = cast("forms.ModelChoiceField[Any]", self.fields["kind"])
        choice.queryset = LetterType.objects.filter(pk__in=keys)


class WritingForm(Form):
    """The text of a draft; all of it can be left for later but the letter's own words."""

    body = ProseField(label="Text of the letter", called="Text of the letter", rows=10)
    grounds = forms.MultipleChoiceField(
        label="Grounds", required=False, widget=forms.CheckboxSelectMultiple
    )
    concerns = ProseField(
        label="Evidence-based concerns",
        required=False,
        rows=8,
        help_text="Each concern with the evidence for it. " + LATER,
    )
    required_actions = ProseField(
        label="Action required of the governing body",
        required=False,
        rows=6,
        help_text=LATER,
    )
    compliance_end = DayField(
        label="Last day of the compliance period",
        required=False,
        help_text="Set for this notice alone: there is no fixed length. For example,"
        " 27/3/2026",
    )
    powers = forms.MultipleChoiceField(
        label="Powers that the authority proposes to use",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    response_due = DayField(label="Reply asked for by", required=False)
    review_on = DayField(label="Day of the review", required=False)
    confirmed = forms.MultipleChoiceField(
        label="Checks before it is signed off",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick what you have made sure of.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, letter: RestrictedLetter, **options: Any) -> None:
        initial = {**saved_of(letter), "version": letter.version}
        super().__init__(*args, initial=initial, **options)
        kind = letter.type
        for name, rows in (
            ("grounds", kind.grounds),
            ("powers", kind.powers),
            ("confirmed", kind.preconditions),
        ):
            choice = cast("forms.MultipleChoiceField", self.fields[name])
            choice.choices = [(row["code"], row["text"]) for row in rows]
        if letter.course != Course.STATUTORY:
            del self.fields["compliance_end"], self.fields["powers"]
        if letter.course != Course.CONCERN:
            del self.fields["review_on"]
        else:
            self.fields[
                "review_on"
            ].help_text = (
                f"Left empty, it is {kind.review_months} months after the day of issue."
            )
        for name, label in (
            ("concerns", kind.concerns_label),
            ("required_actions", kind.actions_label),
        ):
            self.fields[name].label = label or self.fields[name].label
        self.fields["response_due"].help_text = (
            f"Left empty, it is {kind.response_days} working days after the day of issue."
            if kind.response_days
            else "Only where a reply is asked for."
        )

    def writing(self) -> Writing:
        """What was written; call it on a valid form."""
        data = self.cleaned_data
        return Writing(
            body=data["body"],
            concerns=data["concerns"],
            grounds=tuple(data["grounds"]),
            required_actions=data["required_actions"],
            powers=tuple(data.get("powers", ())),
            confirmed=tuple(data["confirmed"]),
            compliance_end=data.get("compliance_end"),
            response_due=data["response_due"],
            review_on=data.get("review_on"),
        )


def saved_of(letter: RestrictedLetter) -> dict[str, Any]:
    """The text as it is saved."""
    names = ("body", "grounds", "concerns", "required_actions", "powers")
    more = ("confirmed", "compliance_end", "response_due", "review_on")
    return {name: getattr(letter, name) for name in (*names, *more)}


class RecipientForm(Form):
    """Somebody to whom the letter goes."""

    who = forms.ChoiceField(label="Who", choices=LetterRecipient.Who.choices)
    name = forms.CharField(
        label="Called",
        max_length=150,
        help_text="As the letter names them, for example the diocese",
    )
    channel = forms.ChoiceField(
        label="How it is sent", choices=LetterRecipient.Channel.choices
    )
    statutory = forms.BooleanField(label="A statutory copy", required=False)


class RecipientRows(RowSet):
    row_name = "Recipient"

    def recipients(self) -> list[Recipient]:
        """Who was named, in their order. Call it on valid rows."""
        live = [row.cleaned_data for row in self.forms if row not in self.deleted_forms]
        names = ("who", "name", "channel", "statutory")
        return [
            Recipient(**{name: data[name] for name in names})
            for data in live
            if data.get("name")
        ]


RecipientSet = forms.formset_factory(
    RecipientForm, formset=RecipientRows, extra=0, can_delete=True
)


class VersionForm(Form):
    """The version of the letter that the rows beside it were read from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DelegateForm(Form):
    """Who else works on the letter."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label="Who is to work on this letter?",
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="They read it from now on, and whoever writes it cannot sign it.",
    )

    def __init__(self, *args: Any, people: list[User], **options: Any) -> None:
        super().__init__(*args, **options)
        keys = [user.pk for user in people]
        choice = cast("forms.ModelChoiceField[Any]", self.fields["to"])
        choice.queryset = User.objects.filter(pk__in=keys).order_by("name")


class ReplyForm(Form):
    """The governing body's reply."""

    text = ProseField(label="Your reply", called="Reply", required=False, rows=8)
    file = CheckedFileField(label="The governing body’s plan", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not (given.get("text") or given.get("file") or self.errors):
            self.add_error("text", "Write the reply, or choose the file with your plan")
        return given

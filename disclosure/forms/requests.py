"""Recording a request, and taking it from state to state."""

from typing import Any

from django import forms

from disclosure.acts import Act, acts, our_act
from disclosure.models import Disclosure
from schools.models import School
from sitrack.core import calendar
from sitrack.core.fields import DayField
from sitrack.core.forms import Form
from sitrack.core.models import AcademicYear

LONGEST = 4000


class RequestForm(Form):
    """What is asked for, of which school and years, and when it came."""

    reference = forms.CharField(
        label="Reference",
        max_length=60,
        help_text="Your own number of the request. Do not write who asks.",
    )
    received_on = DayField(label="Day of receipt")
    school = forms.ModelChoiceField(School.objects.all())
    years = forms.ModelMultipleChoiceField(
        AcademicYear.objects.none(),
        label="Years",
        widget=forms.CheckboxSelectMultiple,
    )
    asked_for = forms.CharField(
        label="What is asked for",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="It stands on the first page of the answer.",
    )
    act = forms.ChoiceField(label="Under which law", widget=forms.RadioSelect)

    def __init__(self, *args: Any, schools: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["school"].queryset = schools
        # Of a year that has not begun there is nothing to ask for.
        begun = AcademicYear.objects.filter(start__lte=calendar.today())
        fields["years"].queryset = begun.order_by("-start")
        fields["act"].choices = [(one.code, one.name) for one in acts().values()]
        fields["act"].initial = our_act().code

    def clean_act(self) -> Act:
        return acts()[self.cleaned_data["act"]]


class CorrectForm(RequestForm):
    """The same of a request that is recorded; the version is the one that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, disclosure: Disclosure, **options: Any) -> None:
        names = ("reference", "received_on", "school", "asked_for", "act", "version")
        initial = {name: getattr(disclosure, name) for name in names}
        initial["years"] = list(disclosure.years.all())
        super().__init__(*args, initial=initial, **options)
        if disclosure.items.exists():
            self.fields["school"].disabled = self.fields["act"].disabled = True


class StepForm(Form):
    """A step that needs no words; the version is the one that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(StepForm):
    """What has to be looked at again."""

    note = forms.CharField(
        label="What has to be looked at again",
        max_length=500,
        help_text="It stands in the log. Do not write withheld words.",
    )


class RefuseForm(StepForm):
    """Under which section all of it is refused, and why."""

    section = forms.ChoiceField(label="Section")
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="With the balance of public interest where the section asks for it.",
    )

    def __init__(self, *args: Any, law: Act, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", "Choose a section"), *law.grounds]
        self.fields["section"].choices = choices  # type: ignore[attr-defined]


class WithdrawForm(StepForm):
    """On which day whoever asked took the request back."""

    on = DayField(label="Day on which it was withdrawn")


class OpenForm(Form):
    """Why a restricted letter is opened for a request."""

    reason = forms.CharField(label="Reason", max_length=300)

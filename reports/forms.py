"""What a person fills in about their own work."""

from collections.abc import Iterable
from typing import Any

from django import forms

from engagement.definitions.outside import OutsideBody
from reports.models import name_of_audience
from reports.queries.bundles import Period
from reports.topics import TITLES, Topic
from schools.models import Person, School
from sitrack.core.fields import DayField, ProseField
from sitrack.core.files.inspection import MEGABYTE, MOST_MEGABYTES
from sitrack.core.forms import Form
from sitrack.core.words import worded

WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]


class PutOffForm(Form):
    day = DayField(label="Remind me on", called="Day")


class WordFileForm(Form):
    file = forms.FileField(
        label="The record’s Word file",
        help_text="A Word document (.docx) without macros, up to 25 MB.",
        # Its own words for an empty file come from the inspection.
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Files that are chosen together."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = data if isinstance(data, list | tuple) else [data]
        clean = super().clean
        return [clean(one, initial) for one in chosen]


class WordFolderForm(Form):
    chosen = ManyFilesField(
        label="Word files, or a zip of them",
        help_text="Word documents (.docx) without macros, up to 25 MB each file.",
        error_messages={"required": "Choose the Word files, or a zip of them"},
        allow_empty_file=True,
        widget=ManyFiles(attrs={"accept": ".docx,.zip", "multiple": True}),
    )


class PlaceForm(Form):
    """Whose record a file is."""

    imported = forms.IntegerField(widget=forms.HiddenInput)
    school = forms.ChoiceField(label="School")

    def __init__(self, *args: Any, schools: Iterable[School], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["school"].choices = [  # type: ignore[attr-defined]
            (str(school.pk), school.name) for school in schools
        ]


class DigestForm(Form):
    """Whether the weekly mail comes, when, and what of somebody's own it counts."""

    wanted = forms.ChoiceField(
        label="Do you want a weekly mail?",
        widget=forms.RadioSelect,
        choices=[("yes", "Yes"), ("no", "No")],
    )
    weekday = forms.TypedChoiceField(
        label="On which day?",
        help_text="It comes at 7am. On a day off it comes on the next working day.",
        widget=forms.RadioSelect,
        coerce=int,
        choices=list(enumerate(WEEKDAYS)),
    )
    topics = forms.MultipleChoiceField(
        label="What should it count?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, offered: Iterable[Topic], **options: Any) -> None:
        super().__init__(*args, **options)
        box: Any = self.fields["topics"]
        box.choices = [(topic.value, worded(TITLES[topic])) for topic in offered]


class ModerationForm(Form):
    """What an RLE makes of a school's level in a term."""

    text = ProseField(
        label="What do you make of the school’s level this term?",
        called="Note",
        help_text="Say what it rests on, and how it compares with similar schools.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class RevisitForm(Form):
    """What the head of service asks an RLE to look at again."""

    ask = ProseField(label="What should be looked at again, and why?", called="Request")
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReportForm(Form):
    """What a report to members says beside its figures."""

    words = ProseField(
        label="What should members know beside the figures?",
        called="Comment",
        help_text="Name no school and no person: the report counts, it does not name.",
        required=False,
        rows=8,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class BoardForm(Form):
    """What the board heard in a quarter, and what it agreed (WIL-G-01, WIL-G-02)."""

    told_on = DayField(label="On which day did the board hear of it?", called="Day")
    themes = ProseField(
        label="What were the key themes for school improvement?",
        called="Key themes",
        help_text="Name no school and no person.",
        rows=8,
    )
    told_to = forms.MultipleChoiceField(
        label="Who was given the report?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None of them signs in here: they have it on paper or as a file.",
    )
    agreed = ProseField(
        label="What did the board agree with providers?",
        called="What was agreed",
        help_text=(
            "Strategic actions and support strategies, with whom and by when: teaching"
            " school alliances, dioceses, providers of academies. Name no school."
        ),
        required=False,
        rows=8,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, told: Iterable[OutsideBody] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        box: Any = self.fields["told_to"]
        box.choices = [(one.code, one.label) for one in told]
        if not box.choices:
            del self.fields["told_to"]


class PublishForm(Form):
    """For whom, and how many versions for each its publisher has seen."""

    audience = forms.ChoiceField(label="Who is it for?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: dict[str, int], **options: Any) -> None:
        super().__init__(*args, **options)
        box: Any = self.fields["audience"]
        box.choices = [(name, name_of_audience(name)) for name in offered]
        for name, number in offered.items():
            hidden = forms.IntegerField(
                min_value=0, initial=number, widget=forms.HiddenInput
            )
            self.fields[f"after_{name}"] = hidden


class CheckForm(Form):
    file = forms.FileField(
        label="PDF to check",
        help_text="It is compared, and not kept.",
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_MEGABYTES * MEGABYTE:
            raise forms.ValidationError(
                f"Choose a file of at most {MOST_MEGABYTES} MB: larger ones cannot be"
                " checked here."
            )
        return file


class BundleForm(Form):
    """Which records somebody has made at once."""

    period = forms.ChoiceField(label="Which year or term?")
    of = forms.ChoiceField(label="Whose schools?", required=False)

    def __init__(
        self,
        *args: Any,
        periods: list[Period],
        officers: list[Person],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._periods = {_code(one): one for one in periods}
        self._officers = {str(one.pk): one for one in officers}
        box: Any = self.fields["period"]
        box.choices = [(code, _said(one)) for code, one in self._periods.items()]
        who: Any = self.fields["of"]
        named = [(key, f"Those of {one}") for key, one in self._officers.items()]
        who.choices = [("", "All schools that I can read"), *named]

    @property
    def chosen_period(self) -> Period:
        """The year or the term that was chosen."""
        return self._periods[self.cleaned_data["period"]]

    @property
    def chosen_officer(self) -> Person | None:
        """The officer whose schools were chosen; None for all."""
        return self._officers.get(self.cleaned_data["of"])


def _code(period: Period) -> str:
    return f"term-{period.term.pk}" if period.term else f"year-{period.year.pk}"


def _said(period: Period) -> str:
    if period.term:
        return f"{period.term}: records, and each visit of the term"
    return f"{period.year}: records"

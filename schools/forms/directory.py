"""An entry of the directory, and the safeguarding notice."""

from typing import Any, cast

from django import forms
from django.conf import settings

from schools.models import DirectoryEntry, DirectorySection, SafeguardingNotice
from schools.services.directory import Contact
from sitrack.core.forms import Form

WIDE = {"class": "govuk-input--width-20"}
CONTACT = ("section", "topic", "name", "role", "phone", "email", "area", "link")
NOTICE = ("service", "phone", "hours", "shown")


class ContactForm(Form):
    """Whom to ask about what; at least one way to reach them."""

    section = forms.ModelChoiceField(
        DirectorySection.objects.none(), label="Section", empty_label="Choose a section"
    )
    topic = forms.CharField(
        label="Topic or job", max_length=120, help_text="For example, Admissions"
    )
    name = forms.CharField(label="Person or service", max_length=150, required=False)
    role = forms.CharField(label="Job title", max_length=150, required=False)
    phone = forms.CharField(
        label="Telephone",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        error_messages={"invalid": "E-mail address must be like name@council.example"},
    )
    area = forms.CharField(label="Area", max_length=100, required=False)
    link = forms.URLField(
        label="Web page",
        required=False,
        assume_scheme="https",
        help_text="For example, https://council.example/admissions",
        widget=forms.TextInput,
        error_messages={"invalid": "Web page must be like https://council.example"},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, entry: DirectoryEntry | None = None, **options: Any
    ) -> None:
        if entry:
            initial = {name: getattr(entry, name) for name in (*CONTACT, "version")}
            options["initial"] = initial
        super().__init__(*args, **options)
        sections = DirectorySection.objects.filter(framework=settings.FRAMEWORK)
        choice = cast("forms.ModelChoiceField[Any]", self.fields["section"])
        choice.queryset = sections.filter(from_posts=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        reached = any(given.get(name) for name in ("phone", "email", "link"))
        if not reached and not {"email", "link"} & set(self.errors):
            self.add_error(
                "phone", "Enter a telephone, an e-mail address or a web page"
            )
        return given

    def contact(self) -> Contact:
        return Contact(**{name: self.cleaned_data[name] for name in CONTACT})


class NoticeForm(Form):
    """Whom to call about a child's safety, and whether every school page says so."""

    service = forms.CharField(label="Service", max_length=150, required=False)
    phone = forms.CharField(
        label="Telephone",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
    )
    hours = forms.CharField(
        label="When it is answered",
        max_length=200,
        required=False,
        help_text="For example, Monday to Friday, 9am to 5pm",
    )
    shown = forms.BooleanField(label="Show the notice", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, notice: SafeguardingNotice, **options: Any) -> None:
        initial = {name: getattr(notice, name) for name in (*NOTICE, "version")}
        super().__init__(*args, initial=initial, **options)

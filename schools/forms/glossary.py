"""Proposing an abbreviation, wording it, and leaving it out."""

from typing import Any

from django import forms

from glossary.models import Entry
from sitrack.core.forms import Form
from sitrack.core.words import worded_later

IN_THE_LIST = [
    (Entry.Status.PUBLISHED.value, "Published: explained in notes, and printed"),
    (Entry.Status.UNCONFIRMED.value, "Not confirmed: in the glossary only, marked so"),
]


class ProposalForm(Form):
    """An abbreviation and what it means."""

    abbreviation = forms.CharField(
        label="Abbreviation",
        max_length=30,
        help_text=worded_later("As people write it, for example {abbreviation}"),
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    meaning = forms.CharField(label="Meaning", max_length=250)
    note = forms.CharField(
        label="Note for the administrator",
        max_length=300,
        required=False,
        help_text="For example, where it is used",
    )


class EntryForm(ProposalForm):
    """A row of the glossary, from the version that was opened."""

    status = forms.ChoiceField(
        label="In the glossary", choices=IN_THE_LIST, widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("abbreviation", "meaning", "note", "status", "version")

    def __init__(self, *args: Any, entry: Entry, **options: Any) -> None:
        listed = entry.status if entry.status in dict(IN_THE_LIST) else "published"
        initial = {
            "abbreviation": entry.abbreviation,
            "meaning": entry.meaning,
            "note": entry.note,
            "status": listed,
            "version": entry.version,
        }
        super().__init__(*args, initial=initial, **options)
        self.fields["note"].label = "Note"
        self.fields["note"].help_text = "Read by administrators alone"


class DeclineForm(Form):
    """Why a proposal is left out."""

    reason = forms.CharField(
        label="Why is it not taken in?",
        max_length=500,
        help_text="Whoever proposed it reads this",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

"""Marking an item, and settling what becomes of it."""

from typing import Any

from django import forms

from disclosure.acts import Act
from disclosure.models import DisclosedItem, Treatment
from disclosure.queries.names import Named
from disclosure.queries.reading import Passage
from disclosure.rules import Place, Span
from disclosure.services.marking import Why
from sitrack.core.forms import Form

HERE, EVERYWHERE = "here", "everywhere"
NOTE = "It stands in the list that is given out. Do not write withheld words."
NOTHING = "Tick a sentence or a name, or type the words to withhold"


def place_of(value: str) -> Place:
    """A place from the form's own name of it."""
    passage, start, end = (int(part) for part in value.split(":"))
    return Place(passage, Span(start, end))


class MarkForm(Form):
    """Sentences to tick, names to confirm, or words typed exactly; and the section."""

    places = forms.MultipleChoiceField(
        label="Sentences", required=False, widget=forms.CheckboxSelectMultiple
    )
    names = forms.MultipleChoiceField(
        label="Names found in it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Of people in sitrack but the holders of senior posts. Tick those to"
        " withhold.",
    )
    words = forms.CharField(
        label="Words to withhold",
        required=False,
        max_length=2000,
        help_text="As they are read, capitals too. Every place where they stand is marked.",
    )
    where = forms.ChoiceField(
        label="Where names and typed words are marked",
        choices=[(HERE, "In this item"), (EVERYWHERE, "In every item of the request")],
        initial=HERE,
        widget=forms.RadioSelect,
    )
    section = forms.ChoiceField(label="Section")
    note = forms.CharField(
        label="Reason, if there is more to say",
        max_length=500,
        required=False,
        help_text=NOTE,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        item: DisclosedItem,
        passages: list[Passage],
        names: list[Named],
        **options: Any,
    ) -> None:
        law = item.disclosure.law
        initial = {"section": law.names, "seen": item.fingerprint}
        super().__init__(*args, initial=initial, **options)
        fields: dict[str, Any] = self.fields
        fields["places"].choices = [
            (sentence.place, sentence.place)
            for passage in passages
            for sentence in passage.sentences
        ]
        fields["section"].choices = law.choices
        if names:
            fields["names"].choices = [(one.name, str(one)) for one in names]
        else:
            del fields["names"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        asked = (cleaned.get(name) for name in ("places", "names", "words"))
        if not self.errors and not any(asked):
            self.add_error("words", NOTHING)
        return cleaned

    @property
    def why(self) -> Why:
        return Why(self.cleaned_data["section"], self.cleaned_data["note"])

    @property
    def chosen(self) -> list[Place]:
        return [place_of(value) for value in self.cleaned_data["places"]]

    @property
    def wanted(self) -> list[tuple[str, bool]]:
        """The names that were confirmed and the words that were typed; whether in any
        capitals, as names are proposed."""
        named = [(name, True) for name in self.cleaned_data.get("names", [])]
        words = self.cleaned_data["words"]
        return [*named, (words, False)] if words else named

    @property
    def everywhere(self) -> bool:
        return bool(self.cleaned_data["where"] == EVERYWHERE)


class SettleForm(Form):
    """What becomes of an item that was read."""

    treatment = forms.ChoiceField(
        label="You have read it. What becomes of it?",
        choices=Treatment.choices,
        widget=forms.RadioSelect,
    )
    whole_section = forms.ChoiceField(label="Section", required=False)
    whole_note = forms.CharField(
        label="Reason, if there is more to say",
        max_length=500,
        required=False,
        help_text=NOTE,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, law: Act, item: DisclosedItem, **options: Any
    ) -> None:
        initial = {
            "treatment": item.treatment,
            "whole_section": item.section,
            "whole_note": item.note,
            "seen": item.marked_fingerprint,
        }
        # It stands on one page with the form that marks.
        names = {"auto_id": "settle_%s", "initial": initial}
        super().__init__(*args, **names, **options)
        choices = [("", "Choose a section"), *law.choices]
        self.fields["whole_section"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        whole = cleaned.get("treatment") == Treatment.WITHHOLD
        if whole and not cleaned.get("whole_section"):
            self.add_error("whole_section", "Choose the section")
        return cleaned

    @property
    def whole(self) -> tuple[forms.BoundField, forms.BoundField]:
        """What an item that is withheld as a whole is asked for besides."""
        return self["whole_section"], self["whole_note"]

    @property
    def why(self) -> Why:
        asked = self.cleaned_data
        return Why(asked["whole_section"], asked["whole_note"])

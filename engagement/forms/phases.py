"""Marks of benchmarks and actions, a review of the phase, and why it goes on."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField

from engagement.queries.phases import Benchmark
from engagement.services.phases import Held, Marked
from sitrack.core import calendar
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form

DONE = "done"
NOTE_LENGTH = 500


class Asked(NamedTuple):
    """One benchmark as the page asks for it."""

    benchmark: Benchmark
    mark: BoundField
    note: BoundField


class SheetForm(Form):
    """A mark for each benchmark, what shows it, and the day on which it was seen."""

    free_text = True
    note_label = "What shows this?"
    seen_on = DayField(label="Day on which this was seen", called="Day", help_text="")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, benchmarks: Iterable[Benchmark], version: int, **options: Any
    ) -> None:
        first = {"seen_on": calendar.today(), "version": version}
        super().__init__(*args, initial=first, **options)
        self.benchmarks = {one.code: one for one in benchmarks}
        for one in self.benchmarks.values():
            self.fields[f"mark_{one.code}"] = self.mark_field(one)
            self.fields[f"note_{one.code}"] = forms.CharField(
                label=self.note_label,
                max_length=NOTE_LENGTH,
                required=False,
                initial=one.last.note if one.last else "",
            )

    def mark_field(self, one: Benchmark) -> forms.Field:
        return forms.ChoiceField(
            label=one.text,
            choices=[("", "Not looked at"), *one.words.items()],
            widget=forms.RadioSelect,
            required=False,
            initial=one.mark,
        )

    def asked(self, benchmarks: Iterable[Benchmark]) -> Iterator[Asked]:
        """The boxes of these benchmarks, in their order."""
        for one in benchmarks:
            yield Asked(one, self[f"mark_{one.code}"], self[f"note_{one.code}"])

    def clean(self) -> dict[str, Any]:
        """A note without a mark would say nothing to anybody."""
        given = super().clean() or self.cleaned_data
        for code in self.benchmarks:
            if given.get(f"note_{code}") and not given.get(f"mark_{code}"):
                self.add_error(f"mark_{code}", self.unmarked)
        return given

    unmarked = "Choose a mark, or clear what is written under it"

    def marked(self) -> list[Marked]:
        """What was entered; call it on a valid form."""
        given = self.cleaned_data
        return [
            Marked(code, self.word(given[f"mark_{code}"]), given[f"note_{code}"])
            for code in self.benchmarks
        ]

    def word(self, entered: Any) -> str:
        return str(entered)

    def saved(self, benchmarks: Iterable[Benchmark]) -> dict[str, Any]:
        """What is saved now, as the form's own values would be."""
        found: dict[str, Any] = {}
        for one in benchmarks:
            found[f"mark_{one.code}"] = self.mark_field(one).initial
            found[f"note_{one.code}"] = one.last.note if one.last else ""
        return found


class ActionsForm(SheetForm):
    """Which prescribed actions are done, since when, and a note."""

    note_label = "Note"
    unmarked = "Tick the action, or clear the note under it"
    seen_on = DayField(label="Day on which this was done", called="Day", help_text="")

    def mark_field(self, one: Benchmark) -> forms.Field:
        return forms.BooleanField(
            label=one.text, required=False, initial=bool(one.mark)
        )

    def word(self, entered: Any) -> str:
        return DONE if entered else ""


class ReviewForm(Form):
    """A review of the phase: when, with whom, what was found and what comes next."""

    held_on = DayField(label="Date", called="Date of the review", help_text="")
    present = forms.CharField(
        label="Who was there", max_length=300, help_text="Names of adults only"
    )
    summary = ProseField(label="What the review found", rows=6, max_length=10_000)
    next_steps = ProseField(
        label="What happens next", rows=4, max_length=5_000, required=False
    )

    def held(self) -> Held:
        """What was entered; call it on a valid form."""
        given = self.cleaned_data
        return Held(
            given["held_on"], given["present"], given["summary"], given["next_steps"]
        )


class GoesOnForm(Form):
    reason = ProseField(
        label="Why does the school stay in this phase?", rows=4, max_length=2_000
    )

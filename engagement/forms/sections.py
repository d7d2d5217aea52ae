"""The header block, the priorities and one side's view of the trajectory."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.text import capfirst

from engagement.models import Option, SchoolYearRecord, TrajectoryView, named_sources
from engagement.queries.wording import printed
from engagement.services.priorities import PriorityLine
from sitrack.core.fields import ProseField
from sitrack.core.forms import MOST_ROWS, Form, RowSet
from sitrack.core.words import worded, worded_later


def options_of(
    record: SchoolYearRecord, code: str, *, kept: int | None = None
) -> QuerySet[Option]:
    """The choices of a list, with the one already kept even where it is retired."""
    rows = Option.objects.filter(list__framework=record.framework_id, list__code=code)
    return rows.filter(Q(retired=False) | Q(pk=kept))


class OptionChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A list's options as radio buttons, known by their code."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Option.objects.none(),
            to_field_name="code",
            empty_label=None,
            widget=forms.RadioSelect,
            **options,
        )
        self.error_messages["invalid_choice"] = "Select one of the choices listed"


class HeaderForm(Form):
    """What the header block holds beside posts and register (SUF-R-09, 10, 13)."""

    adviser = forms.CharField(
        max_length=150,
        required=False,
        help_text=worded_later(
            "The name alone is kept: nothing of the performance management itself."
            "{adviser_hint}"
        ),
    )
    peer_review = OptionChoice(required=False)
    peer_review_note = forms.CharField(
        label="Anything to add about the peer review?",
        help_text="For example, when it was and with which schools",
        max_length=250,
        required=False,
    )
    vision = ProseField(required=False, rows=6)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, record: SchoolYearRecord, **options: Any) -> None:
        super().__init__(*args, initial=header_of(record), **options)
        words = {
            "adviser": ("external_adviser", "External adviser"),
            "peer_review": ("slin_peer_review", "Peer review"),
            "vision": ("vision", "School’s vision"),
        }
        for name, (key, otherwise) in words.items():
            self.fields[name].label = printed(record.framework, key, otherwise)
        choice: OptionChoice = self.fields["peer_review"]  # type: ignore[assignment]
        choice.queryset = options_of(
            record, "slin_peer_review", kept=record.peer_review_id
        )


def header_of(record: SchoolYearRecord) -> dict[str, Any]:
    """The header as it is saved."""
    return {
        "adviser": record.adviser,
        "peer_review": record.peer_review.code if record.peer_review else "",
        "peer_review_note": record.peer_review_note,
        "vision": record.vision,
        "version": record.version,
    }


class VersionForm(Form):
    """The version of the record that the rows beside it were read from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PriorityForm(Form):
    """One priority; a saved one can be closed by saying how it ended."""

    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = ProseField(label="Priority", required=False, rows=2)
    source = forms.ChoiceField(
        label="Where it comes from",
        choices=named_sources,
        required=False,
    )
    place = forms.IntegerField(
        label="Place in the list", min_value=1, max_value=MOST_ROWS, required=False
    )
    themes = forms.MultipleChoiceField(
        label="Themes",
        help_text="Optional. They help to find priorities that schools share.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    ended = ProseField(
        label="How did it end?",
        help_text="Fill this in only to close the priority. It stays in the record.",
        required=False,
        rows=2,
    )

    def __init__(
        self, *args: Any, themes: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["themes"].choices = [  # type: ignore[attr-defined]
            (code, capfirst(label)) for code, label in themes
        ]


class Priorities(RowSet):
    """The priorities in their order; an empty row is left out."""

    row_name = "Priority"

    def lines(self) -> list[PriorityLine]:
        """What was typed, in the order of the places given; those of equal places
        stand as they stood on the page. Call it on valid rows."""
        live = [row.cleaned_data for row in self.forms if row not in self.deleted_forms]
        found = [
            (
                data.get("place") or place,
                place,
                PriorityLine(
                    text=data.get("text", ""),
                    key=data.get("key"),
                    source=data.get("source", ""),
                    ended=data.get("ended", ""),
                    themes=tuple(data.get("themes", ())),
                ),
            )
            for place, data in enumerate(live, start=1)
        ]
        return [line for _, _, line in sorted(found, key=lambda one: one[:2])]


def priorities_of(record: SchoolYearRecord) -> list[dict[str, Any]]:
    """The open priorities as the rows' first values; one blank row where none is."""
    rows = record.priorities.filter(closed=False)
    saved = [
        {
            "key": row.pk,
            "text": row.text,
            "source": row.source,
            "themes": row.themes,
            "place": place,
        }
        for place, row in enumerate(rows, start=1)
    ]
    return saved or [{"text": ""}]


PrioritySet = forms.formset_factory(
    PriorityForm, formset=Priorities, extra=0, can_delete=True
)


class TrajectoryForm(Form):
    """One side's view of the trajectory for a term (SUF-R-15, SUF-R-16)."""

    option = OptionChoice(error_messages={"required": "Select your view"})
    comment = ProseField(
        label="Why do you think so?", called="Comment", required=False, rows=5
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        record: SchoolYearRecord,
        view: TrajectoryView | None,
        **options: Any,
    ) -> None:
        super().__init__(*args, initial=trajectory_of(view), **options)
        self.fields["option"].label = printed(
            record.framework,
            "trajectory_school",
            worded("Trajectory to the next {inspection}"),
        )
        choice: OptionChoice = self.fields["option"]  # type: ignore[assignment]
        kept = view.option_id if view else None
        choice.queryset = options_of(record, "ofsted_trajectory", kept=kept)


def trajectory_of(view: TrajectoryView | None) -> dict[str, Any]:
    """A saved view as the form's first values; version 0 stands for none."""
    if view is None:
        return {"version": 0}
    return {
        "option": view.option.code,
        "comment": view.comment,
        "version": view.version,
    }

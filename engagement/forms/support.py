"""A term's plan for support, strand by strand, with the menus of the teams."""

from collections.abc import Iterable
from typing import Any

from django import forms

from engagement.models import (
    MenuItem,
    RecordPriority,
    SchoolYearRecord,
    SupportEntry,
    Team,
)
from engagement.queries.wording import printed
from engagement.services.sections import SupportLine
from sitrack.core.fields import MinutesField, ProseField
from sitrack.core.forms import Form

STRANDS = {
    SupportEntry.Strand.ENTITLEMENT: "se_entitlement",
    SupportEntry.Strand.OTHER_TEAMS: "other_teams",
    SupportEntry.Strand.SCHOOL_TO_SCHOOL: "school_to_school",
    SupportEntry.Strand.OFFER: "offer_to_others",
}
# What a school gives to others is for the others' priorities.
SERVE_PRIORITIES = [strand for strand in STRANDS if strand != SupportEntry.Strand.OFFER]
MOST_PLANNED = 200 * 60


class SupportForm(Form):
    """A term's plan for support: four strands, planned time, items of the menu."""

    planned = MinutesField(
        label="Time planned",
        called="Time planned",
        maximum=MOST_PLANNED,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        record: SchoolYearRecord,
        teams: Iterable[Team],
        entries: dict[str, SupportEntry],
        priorities: list[RecordPriority],
        **options: Any,
    ) -> None:
        super().__init__(*args, initial=support_of(entries), **options)
        self.teams = list(teams)
        self.to_serve = priorities
        for strand, key in STRANDS.items():
            label = printed(record.framework, key, strand.label)
            self.fields[f"text_{strand}"] = ProseField(
                label=label, required=False, rows=4
            )
            self.fields[f"version_{strand}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=0
            )
        for team in self.teams:
            self.fields[f"menu_{team.code}"] = _menu_field(team)
        for strand in SERVE_PRIORITIES:
            self.fields[f"priorities_{strand}"] = RowChoice(
                priorities, label="Which of the school’s priorities is it for?"
            )

    def strands(self) -> list[dict[str, Any]]:
        """The parts of the page in the form's order."""
        return [
            {
                "text": self[f"text_{strand}"],
                "version": self[f"version_{strand}"],
                "planned": self["planned"] if _is_entitlement(strand) else None,
                "menus": [self[f"menu_{team.code}"] for team in self._teams(strand)],
                "priorities": self[f"priorities_{strand}"]
                if self.to_serve and strand in SERVE_PRIORITIES
                else None,
            }
            for strand in STRANDS
        ]

    def lines(self) -> dict[str, SupportLine]:
        """The strands that this page changes; call it on a valid form."""
        data = self.cleaned_data
        return {
            strand.value: SupportLine(
                text=data[f"text_{strand}"],
                planned_minutes=data["planned"] if _is_entitlement(strand) else None,
                expected_version=data[f"version_{strand}"],
                menu_items=self._items(strand),
                priorities=tuple(data.get(f"priorities_{strand}", ())),
            )
            for strand in STRANDS
            if self._touched(strand)
        }

    def _touched(self, strand: SupportEntry.Strand) -> bool:
        names = {f"text_{strand}", *(f"menu_{t.code}" for t in self._teams(strand))}
        names.add(f"priorities_{strand}")
        if _is_entitlement(strand):
            names.add("planned")
        return bool(names & set(self.changed_data))

    def _items(self, strand: SupportEntry.Strand) -> tuple[MenuItem, ...]:
        chosen = [self.cleaned_data[f"menu_{t.code}"] for t in self._teams(strand)]
        return tuple(item for items in chosen for item in items)

    def _teams(self, strand: SupportEntry.Strand) -> list[Team]:
        """The counted team serves the entitlement, the others the second strand."""
        if strand not in {
            SupportEntry.Strand.ENTITLEMENT,
            SupportEntry.Strand.OTHER_TEAMS,
        }:
            return []
        counted = _is_entitlement(strand)
        return [team for team in self.teams if team.counted == counted]


class RowChoice(forms.TypedMultipleChoiceField):
    """Rows that have a ``text``; cleaned, they are the rows themselves."""

    def __init__(
        self, items: list[MenuItem] | list[RecordPriority], **options: Any
    ) -> None:
        by_key = {str(item.pk): item for item in items}
        super().__init__(
            choices=[(key, item.text) for key, item in by_key.items()],
            coerce=by_key.__getitem__,
            empty_value=[],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **options,
        )


def _menu_field(team: Team) -> RowChoice:
    return RowChoice(list(team.menu.all()), label=team.name)


def _is_entitlement(strand: SupportEntry.Strand) -> bool:
    return strand == SupportEntry.Strand.ENTITLEMENT


def support_of(entries: dict[str, SupportEntry]) -> dict[str, Any]:
    """The saved plan as the form's first values; version 0 stands for none."""
    initial: dict[str, Any] = {}
    for strand, entry in entries.items():
        initial[f"text_{strand}"] = entry.text
        initial[f"version_{strand}"] = entry.version
        if strand == SupportEntry.Strand.ENTITLEMENT:
            initial["planned"] = entry.planned_minutes
        served = [str(row.pk) for row in entry.priorities.all()]
        initial[f"priorities_{strand}"] = served
        for item in entry.menu_items.all():
            initial.setdefault(f"menu_{item.team.code}", []).append(str(item.pk))
    return initial

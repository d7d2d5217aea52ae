"""A term's plan for support, strand by strand, with the menus of the teams."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from engagement.models import (
    MenuItem,
    RecordPriority,
    SchoolYearRecord,
    SupportEntry,
    Team,
)
from engagement.queries.wording import printed
from engagement.rules.menu import put_into, stands_in
from engagement.services.sections import SupportLine
from schools.forms.posts import SchoolField, as_typed
from schools.models import School
from sitrack.core.fields import MinutesField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later

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
    """A term's plan for support: four strands, planned time, a partner school.

    Lines of the menu that are ticked become lines of the text. The plan is linked to
    those that stand in it word for word; reworded, they are the writer's own.
    """

    planned = MinutesField(
        label="Time planned",
        called="Time planned",
        maximum=MOST_PLANNED,
        required=False,
    )
    partner = SchoolField(
        label="Partner school",
        required=False,
        help_text=worded_later(
            "Where one is agreed. Type part of its name, or its {school_number}"
        ),
    )

    def __init__(
        self,
        *args: Any,
        record: SchoolYearRecord,
        teams: Iterable[Team],
        schools: QuerySet[School],
        entries: dict[str, SupportEntry],
        priorities: list[RecordPriority],
        **options: Any,
    ) -> None:
        super().__init__(*args, initial=support_of(entries), **options)
        self.fields["partner"].schools = schools  # type: ignore[attr-defined]
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
                "partner": self["partner"] if _has_partner(strand) else None,
                "menus": [self[f"menu_{team.code}"] for team in self._teams(strand)],
                "priorities": self[f"priorities_{strand}"]
                if self.to_serve and strand in SERVE_PRIORITIES
                else None,
            }
            for strand in STRANDS
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for strand in STRANDS:
            ticked = [item.text for item in self._ticked(strand)]
            if f"text_{strand}" in given:
                given[f"text_{strand}"] = put_into(given[f"text_{strand}"], ticked)
        return given

    def add_ticked(self) -> None:
        """Have the form, as it is shown again, hold the ticked lines in its texts."""
        sent = cast(QueryDict, self.data).copy()
        for strand in STRANDS:
            for team in self._teams(strand):
                lines = cast(RowChoice, self.fields[f"menu_{team.code}"]).lines
                keys = sent.pop(f"menu_{team.code}", [])
                ticked = [lines[key] for key in keys if key in lines]
                text = f"text_{strand}"
                sent[text] = put_into(sent.get(text, ""), ticked)
        self.data = sent

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
                partner_school=data["partner"] if _has_partner(strand) else None,
            )
            for strand in STRANDS
            if self._touched(strand)
        }

    def _touched(self, strand: SupportEntry.Strand) -> bool:
        names = {f"text_{strand}", *(f"menu_{t.code}" for t in self._teams(strand))}
        names.add(f"priorities_{strand}")
        if _is_entitlement(strand):
            names.add("planned")
        if _has_partner(strand):
            names.add("partner")
        return bool(names & set(self.changed_data))

    def _items(self, strand: SupportEntry.Strand) -> tuple[MenuItem, ...]:
        """The lines of the menus that stand in the strand's text."""
        text = self.cleaned_data[f"text_{strand}"]
        menus = [team.menu.all() for team in self._teams(strand)]
        return tuple(
            item for menu in menus for item in menu if stands_in(item.text, text)
        )

    def _ticked(self, strand: SupportEntry.Strand) -> list[MenuItem]:
        menus = [self.cleaned_data.get(f"menu_{t.code}") for t in self._teams(strand)]
        return [item for ticked in menus for item in ticked or []]

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
        self.lines = {key: item.text for key, item in by_key.items()}
        super().__init__(
            choices=list(self.lines.items()),
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


def _has_partner(strand: SupportEntry.Strand) -> bool:
    return strand == SupportEntry.Strand.SCHOOL_TO_SCHOOL


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
        partner = entry.partner_school
        if partner:
            initial["partner"] = as_typed(partner.name, partner.urn)
    return initial

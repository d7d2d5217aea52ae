"""What is in no box of the record: listed with where it stood, and kept. Whoever brings
the record in may say for each where it belongs."""

from collections.abc import Iterable
from typing import Any

from django import forms

from engagement.models import SupportEntry
from reports.importing.page import Group, Row
from reports.importing.record_boxes import KINDS, STRANDS, VIEWPOINTS
from reports.word_import import Field, Form, Loose, Reading
from sitrack.core.fields import NOT_LISTED

KEEP = ""
MOST_CHOICES = 150
IN_A_VISIT = {
    "summary": "summary",
    "focus": "focus",
    "follow_up": "follow up actions",
    "step": "next steps, one a line",
    "agenda": "agenda items",
}
# What has boxes of its own on the page, or is shown there beside what sitrack knows.
HANDLED = {"front", "level", "priorities", "glossary"}
OF_A_VISIT = {
    *("date", "present", "visit_type", "follow_up", "focus", "summary", "step"),
    *("next_visit", "agenda"),
}
OF_A_PLAN = {
    *("starts_on", "ends_on", "reasons", "plan_present", "criteria", "team"),
    *("priority",),
}


class LooseBoxes:
    """A select for each text that has no place, and the texts that are to be added."""

    def __init__(self, reading: Reading, words: Form, *, plans: bool) -> None:
        self.reading, self.words, self.plans = reading, words, plans
        self.fields: dict[str, forms.Field] = {}
        self.texts = list(self._texts())

    def group(self) -> Group:
        group = Group(
            "What has no place yet",
            "loose",
            note="Each is kept with this import, unless you say where it belongs.",
        )
        choices = self._choices()
        for number, one in enumerate(self.texts):
            if number >= MOST_CHOICES:
                group.rows.append(Row("Kept with this import", one.text, one.place))
                continue
            label = f"Where does text {number + 1} belong?"
            self.fields[f"loose_{number}"] = forms.ChoiceField(
                required=False,
                label=label,
                choices=choices,
                error_messages={"invalid_choice": NOT_LISTED},
            )
            group.rows.append(
                Row(f"Text {number + 1}", one.text, one.place, (f"loose_{number}",))
            )
        return group

    def kept(self) -> Group:
        """What is recognised and has no box to go to."""
        rows = [
            Row("Glossary", one.text, one.place)
            for one in self.reading.fields
            if one.key == "glossary"
        ]
        return Group("Glossary of the file", "glossary", rows, "Kept with this import.")

    def add_to(self, texts: dict[str, str], typed: dict[str, Any]) -> dict[str, str]:
        """The long texts, each with the loose text that was said to belong to it."""
        for number, one in enumerate(self.texts):
            key = typed.get(f"loose_{number}")
            if key:
                apart = "\n" if key.endswith((".step", ".agenda")) else "\n\n"
                before = texts.get(key, "")
                texts[key] = f"{before}{apart if before else ''}{one.text}"
        return texts

    def placed(self, typed: dict[str, Any]) -> int:
        return sum(bool(typed.get(f"loose_{n}")) for n in range(len(self.texts)))

    def _texts(self) -> Iterable[Loose]:
        for one in self.reading.fields:
            if not self._has_box(one.key):
                yield Loose(one.text, f"{self._name(one)}, {one.place}")
        yield from self.reading.loose

    def _has_box(self, key: str) -> bool:
        parts = key.split(".")
        if parts[0] in HANDLED:
            return True
        if parts[0] == "visit":
            return parts[2] in OF_A_VISIT
        if parts[0] == "plan":
            return self.plans and _is_box_of_plan(parts[2:])
        if parts[0] == "assessment":
            return parts[1] in self.words.measures
        middles = VIEWPOINTS if parts[0] == "trajectory" else STRANDS
        return len(parts) == 3 and parts[1] in middles and parts[2] in KINDS

    def _name(self, one: Field) -> str:
        """What a box is called: "Visit 2: Documents …"."""
        parts = one.key.split(".")
        key = next((part for part in reversed(parts) if not part.isdecimal()), "")
        label = self.words.labels.get(key) or key.replace("_", " ").capitalize()
        label = label.rstrip(":")
        whose = f"{parts[0].capitalize()} {parts[1]}: " if parts[1:2] else ""
        return f"{whose}{label}" if parts[0] in {"visit", "plan"} else label

    def _choices(self) -> list[Any]:
        record = [("front.vision", "The school’s vision")]
        record += [("priorities", "Priorities, one a line")]
        record += [
            (f"support.{strand}.{kind}", f"{_short(strand)}, {kind}")
            for strand in STRANDS
            for kind in KINDS
        ]
        visits = [
            (
                f"Visit {number}",
                [
                    (f"visit.{number}.{key}", f"Visit {number}, {name}")
                    for key, name in IN_A_VISIT.items()
                ],
            )
            for number in self.reading.numbers("visit")
        ]
        return [(KEEP, "Keep it with this import"), ("The record", record), *visits]


def _is_box_of_plan(parts: list[str]) -> bool:
    if parts[0] == "priority":
        return parts[2] in {"title", "expected_change"} or (
            parts[2] == "action" and parts[4] != "rag"
        )
    return parts[0] in OF_A_PLAN


def _short(strand: str) -> str:
    names = {"entitlement": "Use of the entitlement"}
    return names.get(strand) or SupportEntry.Strand(strand).label

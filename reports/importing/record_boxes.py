"""The boxes of the header and of sections 1 and 2, as an old record fills them."""

from collections.abc import Iterable

from django import forms

from engagement.models import AssessmentMeasure, Option, SupportEntry
from reports.importing.guesses import option_code
from reports.importing.offers import Offers
from reports.importing.page import Group, Row
from reports.queries.imports import HEADER, Standing
from reports.services.import_values import View
from reports.word_import import Field, Form, Reading
from reports.word_import.labels import plain
from sitrack.core.fields import NOT_LISTED, ProseField
from sitrack.core.words import word

KINDS = ("autumn", "spring", "summer")
STRANDS = tuple(strand.value for strand in SupportEntry.Strand)
VIEWPOINTS = ("school", "la", "joint")


def box_of(key: str) -> str:
    """The name of a box on the page, from the key of what was read."""
    return key.replace(".", "_")


class RecordBoxes:
    """Makes the boxes for what was read, and reads them once they are typed."""

    def __init__(
        self, reading: Reading, words: Form, offers: Offers, stands: Standing
    ) -> None:
        self.reading, self.words = reading, words
        self.offers, self.stands = offers, stands
        self.fields: dict[str, forms.Field] = {}
        # What the file says of boxes in which the record says something else.
        self.stays: list[str] = []

    def groups(self) -> Iterable[Group]:
        yield Group("The school", "front", list(self._header()))
        yield Group("Where the school stands", "position", list(self._position()))
        yield Group("Assessments", "assessments", list(self._assessments()))
        yield Group("Plan for support", "support", list(self._support()))

    def texts(self, typed: dict[str, object]) -> dict[str, str]:
        """Long texts by key, to which loose text may be added."""
        keys = ["front.vision", "priorities"]
        keys += [f"support.{strand}.{kind}" for strand in STRANDS for kind in KINDS]
        return {key: str(typed.get(box_of(key)) or "") for key in keys}

    def header(self, typed: dict[str, object]) -> dict[str, str | Option | None]:
        code = typed.get(box_of("front.slin_peer_review"))
        return {
            "adviser": str(typed.get(box_of("front.external_adviser")) or ""),
            "peer_review": self._option("slin_peer_review", code),
        }

    def views(self, typed: dict[str, object]) -> tuple[View, ...]:
        found = []
        for viewpoint in VIEWPOINTS:
            for kind in KINDS:
                code = typed.get(box_of(f"trajectory.{viewpoint}.{kind}"))
                option = self._option(_list_of(viewpoint), code)
                if option:
                    found.append(View(viewpoint, kind, option))
        return tuple(found)

    def assessments(
        self, typed: dict[str, object]
    ) -> dict[str, dict[AssessmentMeasure, str]]:
        found: dict[str, dict[AssessmentMeasure, str]] = {}
        for code, measure in self.offers.measures.items():
            for kind in KINDS:
                text = str(typed.get(box_of(f"assessment.{code}.{kind}")) or "").strip()
                if text:
                    found.setdefault(kind, {})[measure] = text
        return found

    def _header(self) -> Iterable[Row]:
        boxes: dict[str, forms.Field] = {
            "front.vision": ProseField(required=False, rows=4),
            "front.external_adviser": forms.CharField(required=False, max_length=150),
            "front.slin_peer_review": self._choice("slin_peer_review"),
        }
        for one in self.reading.below("front"):
            label = self.words.labels.get(one.key.removeprefix("front."), one.key)
            if one.key in HEADER:
                yield self._row(one, label, boxes[one.key], lists="slin_peer_review")
            else:
                yield Row(label, one.text, one.place)

    def _position(self) -> Iterable[Row]:
        names = {
            "school": f"{self.words.labels['trajectory_inspection']}: school’s view",
            "la": f"{self.words.labels['trajectory_inspection']}: {word('Authority')} view",
            "joint": self.words.labels["trajectory_assessment"],
        }
        for one in self._by_term("trajectory", VIEWPOINTS):
            viewpoint, kind = one.key.split(".")[1:]
            listed = _list_of(viewpoint)
            label = f"{names[viewpoint]}, {kind}"
            yield self._row(one, label, self._choice(listed), lists=listed)
        for one in self.reading.below("level"):
            kind = one.key.removeprefix("level.")
            yield Row(f"{self.words.labels['level']}, {kind}", one.text, one.place)
        for one in self.reading.fields:
            if one.key == "priorities":
                helped = "One on a line. Those that the record has already stay once."
                box = ProseField(required=False, rows=4, help_text=helped)
                yield self._row(one, self.words.labels["priorities"], box)

    def _assessments(self) -> Iterable[Row]:
        for one in self._by_term("assessment", self.offers.measures):
            code, kind = one.key.split(".")[1:]
            label = f"{self.offers.measures[code].label}, {kind}"
            yield self._row(one, label, forms.CharField(required=False, max_length=300))

    def _support(self) -> Iterable[Row]:
        for one in self._by_term("support", STRANDS):
            strand, kind = one.key.split(".")[1:]
            label = f"{SupportEntry.Strand(strand).label} {kind.capitalize()}"
            yield self._row(one, label, ProseField(required=False, rows=3))

    def _by_term(self, start: str, middles: Iterable[str]) -> list[Field]:
        """The fields of a box by term, in the order of the form."""
        keys = [f"{start}.{middle}.{kind}" for middle in middles for kind in KINDS]
        there = {one.key: one for one in self.reading.fields}
        return [there[key] for key in keys if key in there]

    def _row(self, one: Field, label: str, box: forms.Field, lists: str = "") -> Row:
        stands = self.stands.texts.get(one.key, "")
        if stands:
            if plain(stands) != plain(one.text):
                self.stays.append(label)
            return Row(label, one.text, one.place, stands=stands)
        chosen = isinstance(box, forms.ChoiceField)
        listed = self.offers.options.get(lists, [])
        box.initial = option_code(one.text, listed) if chosen else one.text
        box.label = label
        name = box_of(one.key)
        self.fields[name] = box
        return Row(label, one.text, one.place, (name,))

    def _choice(self, listed: str) -> forms.ChoiceField:
        options = [(o.code, o.label) for o in self.offers.options[listed]]
        return forms.ChoiceField(
            required=False,
            choices=[("", "Leave it empty"), *options],
            error_messages={"invalid_choice": NOT_LISTED},
        )

    def _option(self, listed: str, code: object) -> Option | None:
        options = self.offers.options[listed]
        return next((option for option in options if option.code == code), None)


def _list_of(viewpoint: str) -> str:
    return "assessment_trajectory" if viewpoint == "joint" else "ofsted_trajectory"

"""The boxes of one visit of an old record, and the past visit that they make."""

from typing import Any

from django import forms

from engagement.models import Option
from reports.importing.guesses import (
    moment_typed,
    option_code,
    outcome_of,
    people_in,
)
from reports.importing.offers import Offers
from reports.importing.page import Group, Row
from reports.queries.imports import Standing, said_of
from reports.word_import import Form, Reading
from reports.word_import.days import day_in
from sitrack.core import calendar
from sitrack.core.fields import (
    NOT_LISTED,
    DayField,
    MinutesField,
    MomentField,
    ProseField,
)
from visits.forms.present import others_in
from visits.models.steps import StepState
from visits.services.bringing_in import PastVisit
from visits.services.content import Step
from visits.services.notes import Note

IN, OUT = "in", "out"
TEXTS = {"follow_up": 3, "focus": 2, "summary": 8}
OUTCOMES = [
    (StepState.DROPPED.value, "Over, not followed up here"),
    (StepState.DONE.value, "Done"),
    (StepState.OPEN.value, "Still to be done"),
]
SOURCE = "the school’s Word record of {year}"


class VisitBoxes:
    """A visit by its number in the file."""

    def __init__(
        self,
        number: int,
        reading: Reading,
        words: Form,
        offers: Offers,
        stands: Standing,
        *,
        newest: bool,
    ) -> None:
        self.number, self.reading, self.words = number, reading, words
        self.offers, self.stands, self.newest = offers, stands, newest
        self.fields: dict[str, forms.Field] = {}
        self.steps = reading.numbers(f"visit.{number}.step")

    def group(self) -> Group:
        day = day_in(self._said("date"))
        here = self.stands.visits.get(day.isoformat()) if day else None
        note = ""
        if here:
            note = (
                f"A visit of this day is there already: {said_of(here)}."
                " It stays as it is."
            )
        group = Group(f"Visit {self.number}", f"visit-{self.number}", note=note)
        add = group.rows.append
        bring = forms.ChoiceField(
            choices=[(IN, "Bring it in as a final visit"), (OUT, "Leave it out")],
            initial=OUT if here else IN,
        )
        add(self._row("bring", "What happens with it", bring, told=False))
        add(self._row("date", "Date", DayField(required=False, initial=day)))
        add(self._row("visit_type", "Visit type", self._types()))
        add(self._row("minutes", "Time spent", MinutesField(required=False)))
        add(self._row("lead", "Led by", self._leads()))
        present = ProseField(
            required=False,
            rows=3,
            max_length=2_000,
            initial=people_in(self._said("present")),
            help_text="One on a line: name, role.",
        )
        add(self._row("present", "Present", present))
        for key, rows in TEXTS.items():
            box = ProseField(required=False, rows=rows, initial=self._said(key))
            add(self._row(key, self.words.labels[key].rstrip(":"), box))
        for number in self.steps:
            add(self._step(number))
        if self._said("next_visit"):
            at = moment_typed(self._said("next_visit"))
            add(
                self._row(
                    "next_visit", "Next visit", MomentField(required=False, initial=at)
                )
            )
        if self._said("agenda"):
            agenda = ProseField(required=False, rows=3, initial=self._said("agenda"))
            add(self._row("agenda", "Agenda items", agenda))
        return group

    def check(self, form: forms.BaseForm) -> None:
        """What a note must have is asked for only of a visit that comes in."""
        if form.cleaned_data.get(self._name("bring")) == OUT:
            for name in self.fields:
                form.errors.pop(name, None)
            return
        wanted = {"date": "Enter the date", "visit_type": "Select the visit type"}
        wanted |= {"minutes": "Enter the time spent", "present": "Say who was present"}
        wanted |= {
            "focus": "Enter the focus of this visit",
            "summary": "Enter the summary",
        }
        for key, message in wanted.items():
            name = self._name(key)
            if name not in form.errors and not form.cleaned_data.get(name):
                form.add_error(name, f"Visit {self.number}: {message}")

    def comes_in(self, typed: dict[str, Any]) -> bool:
        return typed.get(self._name("bring")) == IN

    def texts(self, typed: dict[str, Any]) -> dict[str, str]:
        """Long texts by key, to which loose text may be added."""
        keys = (*TEXTS, "agenda")
        return {
            f"visit.{self.number}.{key}": str(typed.get(self._name(key)) or "")
            for key in keys
        }

    def past(
        self, typed: dict[str, Any], texts: dict[str, str], year: str
    ) -> PastVisit:
        """The visit as it was corrected; call it on a valid form."""
        said = {key: texts[f"visit.{self.number}.{key}"] for key in (*TEXTS, "agenda")}
        more = texts.get(f"visit.{self.number}.step", "")
        rows = [self._typed_step(number, typed) for number in self.steps]
        rows += [(Step(line, None, ""), "dropped") for line in more.split("\n") if line]
        rows = [one for one in rows if not one[0].facts.is_empty]
        agenda = [line.strip() for line in said.pop("agenda").split("\n")]
        note = Note(
            date=typed[self._name("date")],
            visit_type=self._option(typed[self._name("visit_type")]),
            minutes=typed[self._name("minutes")],
            present=tuple(others_in(typed[self._name("present")])),
            texts=said,
            steps=tuple(step for step, _ in rows),
            next_visit_at=typed.get(self._name("next_visit")),
            agenda=tuple(line for line in agenda if line),
        )
        lead = typed[self._name("lead")]
        return PastVisit(
            note=note,
            outcomes=tuple(outcome for _, outcome in rows),
            source=SOURCE.format(year=year),
            lead=next(one for one in self.offers.leads if str(one.pk) == lead),
        )

    def _step(self, number: int) -> Row:
        at = f"visit.{self.number}.step.{number}"
        said = {key: self.reading.text(f"{at}.{key}") for key in ("text", "by", "who")}
        by = day_in(said["by"])
        outcome = outcome_of(by, newest=self.newest, today=calendar.today())
        boxes: dict[str, forms.Field] = {
            "text": ProseField(
                required=False, rows=2, max_length=2_000, initial=said["text"]
            ),
            "by": DayField(required=False, initial=by, help_text=""),
            "who": forms.CharField(
                required=False, max_length=150, initial=said["who"].replace("\n", ", ")
            ),
            "outcome": forms.ChoiceField(choices=OUTCOMES, initial=outcome),
        }
        labels = {"text": "Next step", "by": "By date", "who": "Who?"}
        labels["outcome"] = "What became of it"
        names = []
        for key, box in boxes.items():
            box.label = labels[key]
            names.append(self._name(f"step_{number}_{key}"))
            self.fields[names[-1]] = box
        place = next((one.place for one in self.reading.below(at)), "")
        text = "\n".join(part for part in said.values() if part)
        return Row(f"Next step {number}", text, place, tuple(names))

    def _typed_step(self, number: int, typed: dict[str, Any]) -> tuple[Step, str]:
        def of(key: str) -> Any:
            return typed.get(self._name(f"step_{number}_{key}"))

        return Step(of("text") or "", of("by"), of("who") or ""), of("outcome")

    def _row(self, key: str, label: str, box: forms.Field, *, told: bool = True) -> Row:
        name = self._name(key)
        box.label = label
        self.fields[name] = box
        one = next(
            (f for f in self.reading.fields if f.key == f"visit.{self.number}.{key}"),
            None,
        )
        text = one.text if one and told else ""
        return Row(label, text, one.place if one else "", (name,))

    def _types(self) -> forms.ChoiceField:
        options = self.offers.options["visit_type"]
        return forms.ChoiceField(
            required=False,
            choices=[
                ("", "Select the visit type"),
                *((o.code, o.label) for o in options),
            ],
            initial=option_code(self._said("visit_type"), options),
            error_messages={"invalid_choice": NOT_LISTED},
        )

    def _leads(self) -> forms.ChoiceField:
        """Whoever of the authority is named as present, else who brings it in."""
        said = self._said("present")
        named = [one for one in self.offers.leads if one.name in said]
        own = [one for one in self.offers.leads if one.user_id == self.offers.reader.pk]
        first = next(iter([*named, *own, *self.offers.leads]), None)
        return forms.ChoiceField(
            choices=[(str(one.pk), one.name) for one in self.offers.leads],
            initial=str(first.pk) if first else "",
            error_messages={"invalid_choice": NOT_LISTED},
        )

    def _said(self, key: str) -> str:
        return self.reading.text(f"visit.{self.number}.{key}")

    def _option(self, code: str) -> Option | None:
        options = self.offers.options["visit_type"]
        return next((option for option in options if option.code == code), None)

    def _name(self, key: str) -> str:
        return f"visit_{self.number}_{key}"

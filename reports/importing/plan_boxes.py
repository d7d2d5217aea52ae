"""The boxes of one plan of an old record, and the plan that they begin."""

from typing import Any

from django import forms

from plans.services.editing import Front, Member
from plans.services.priorities import ActionLine, PriorityText
from reports.importing.guesses import option_like, people_in
from reports.importing.offers import Offers
from reports.importing.page import Group, Row
from reports.queries.imports import Standing
from reports.services.import_plans import OldPlan
from reports.word_import import Form, Reading
from reports.word_import.days import day_in
from sitrack.core.fields import NOT_LISTED, DayField, ProseField
from visits.forms.present import others_in

IN, OUT = "in", "out"
TEAM = {"name": ("Name", 150), "job": ("Job title", 100), "phone": ("Phone", 30)}
ACTION = {"text": "Action", "who": "Who", "when": "When, a day or in words"}


class PlanBoxes:
    """A plan by its number in the file; the last one is offered first."""

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
        self.priorities = reading.numbers(f"plan.{number}.priority")
        self.team = reading.numbers(f"plan.{number}.team")

    def group(self) -> Group:
        note = (
            "The school has a plan that has not ended, so this one is left out."
            if self.stands.plan
            else "Reviews and ratings stay with the import: a plan begins as a draft."
        )
        group = Group(f"Plan {self.number}", f"plan-{self.number}", note=note)
        add = group.rows.append
        comes = self.newest and not self.stands.plan
        bring = forms.ChoiceField(
            choices=[(IN, "Begin it as a draft"), (OUT, "Leave it out")],
            initial=IN if comes else OUT,
        )
        add(self._row("bring", "What happens with it", bring))
        for key in ("starts_on", "ends_on"):
            day = day_in(self._said(key))
            box = DayField(required=False, initial=day)
            add(self._row(key, self._label(key), box))
        reasons = ProseField(required=False, rows=4, initial=self._said("reasons"))
        add(self._row("reasons", self._label("reasons"), reasons))
        present = ProseField(
            required=False,
            rows=3,
            max_length=2_000,
            initial=people_in(self._said("plan_present")),
            help_text="One on a line: name, role.",
        )
        add(self._row("plan_present", self._label("plan_present"), present))
        add(self._criteria())
        for number in self.team:
            add(self._member(number))
        for number in self.priorities:
            group.rows += self._priority(number)
        return group

    def check(self, form: forms.BaseForm) -> None:
        if form.cleaned_data.get(self._name("bring")) == OUT:
            for name in self.fields:
                form.errors.pop(name, None)
            return
        for number in self.priorities:
            name = self._name(f"priority_{number}_title")
            if name not in form.errors and not form.cleaned_data.get(name):
                form.add_error(name, f"Priority {number}: Enter what it is")

    def comes_in(self, typed: dict[str, Any]) -> bool:
        return typed.get(self._name("bring")) == IN

    def old(self, typed: dict[str, Any]) -> OldPlan:
        """The plan as it was corrected; call it on a valid form."""

        def of(key: str) -> Any:
            return typed.get(self._name(key))

        picked = set(of("criteria") or ())
        return OldPlan(
            front=Front(
                starts_on=of("starts_on"),
                ends_on=of("ends_on"),
                reasons=of("reasons") or "",
                criteria=tuple(c for c in self.offers.criteria if c.code in picked),
                present=tuple(others_in(of("plan_present") or "")),
            ),
            team=tuple(
                Member(
                    name=of(f"team_{number}_name"),
                    job_title=of(f"team_{number}_job") or "",
                    email=of(f"team_{number}_email") or "",
                    phone=of(f"team_{number}_phone") or "",
                )
                for number in self.team
                if of(f"team_{number}_name")
            ),
            priorities=tuple(
                PriorityText(
                    title=of(f"priority_{number}_title"),
                    expected_change=of(f"priority_{number}_expected_change") or "",
                    actions=tuple(self._actions(number, typed)),
                )
                for number in self.priorities
            ),
        )

    def _actions(self, priority: int, typed: dict[str, Any]) -> list[ActionLine]:
        lines = []
        for number in self._numbers(priority):
            at = f"priority_{priority}_action_{number}"
            text, who, when = (
                str(typed.get(self._name(f"{at}_{key}")) or "") for key in ACTION
            )
            day = day_in(when)
            lines.append(ActionLine(text, who, day, "" if day else when))
        return lines

    def _criteria(self) -> Row:
        read = self.reading.below(f"plan.{self.number}.criteria")
        texts = [line for one in read for line in one.text.split("\n")]
        found = {criterion.text: criterion.code for criterion in self.offers.criteria}
        box = forms.MultipleChoiceField(
            required=False,
            label="Criteria",
            widget=forms.CheckboxSelectMultiple,
            choices=[(c.code, c.text) for c in self.offers.criteria],
            initial=[code for text in texts if (code := option_like(text, found))],
            error_messages={"invalid_choice": NOT_LISTED},
        )
        name = self._name("criteria")
        self.fields[name] = box
        place = read[0].place if read else ""
        return Row("Criteria", "\n".join(texts), place, (name,))

    def _member(self, number: int) -> Row:
        at = f"plan.{self.number}.team.{number}"
        boxes: dict[str, forms.Field] = {
            key: forms.CharField(required=False, max_length=most, label=label)
            for key, (label, most) in TEAM.items()
        }
        boxes["email"] = forms.EmailField(required=False, label="E-mail")
        return self._listed(f"team_{number}", at, f"Team, row {number}", boxes)

    def _priority(self, number: int) -> list[Row]:
        title = forms.CharField(required=False, max_length=250)
        title.initial = self._said(f"priority.{number}.title").replace("\n", " ")[:250]
        change = ProseField(
            required=False,
            rows=3,
            initial=self._said(f"priority.{number}.expected_change"),
        )
        rows = [
            self._row(f"priority_{number}_title", f"Priority {number}", title),
            self._row(
                f"priority_{number}_expected_change", "The changes we will see", change
            ),
        ]
        for action in self._numbers(number):
            at = f"plan.{self.number}.priority.{number}.action.{action}"
            boxes: dict[str, forms.Field] = {
                "text": ProseField(required=False, rows=2, label=ACTION["text"]),
                "who": forms.CharField(required=False, max_length=150, label="Who"),
                "when": forms.CharField(
                    required=False, max_length=100, label=ACTION["when"]
                ),
            }
            name = f"priority_{number}_action_{action}"
            label = f"Priority {number}, action {action}"
            rows.append(self._listed(name, at, label, boxes))
        return rows

    def _listed(
        self, name: str, at: str, label: str, boxes: dict[str, forms.Field]
    ) -> Row:
        names = []
        for key, box in boxes.items():
            text = self.reading.text(f"{at}.{key}")
            box.initial = (
                text if isinstance(box, ProseField) else text.replace("\n", " ")
            )
            names.append(self._name(f"{name}_{key}"))
            self.fields[names[-1]] = box
        read = self.reading.below(at)
        text = "\n".join(one.text for one in read)
        return Row(label, text, read[0].place if read else "", tuple(names))

    def _row(self, key: str, label: str, box: forms.Field) -> Row:
        name = self._name(key)
        box.label = label
        self.fields[name] = box
        wanted = f"plan.{self.number}.{key}"
        for one in self.reading.below(f"plan.{self.number}"):
            if one.key == wanted or one.key.replace(".", "_") == wanted.replace(
                ".", "_"
            ):
                return Row(label, one.text, one.place, (name,))
        return Row(label, "", "", (name,))

    def _numbers(self, priority: int) -> list[int]:
        at = f"plan.{self.number}.priority.{priority}.action"
        return self.reading.numbers(at)

    def _said(self, key: str) -> str:
        return self.reading.text(f"plan.{self.number}.{key}")

    def _label(self, key: str) -> str:
        return self.words.labels.get(key, key).rstrip(":")

    def _name(self, key: str) -> str:
        return f"plan_{self.number}_{key}"

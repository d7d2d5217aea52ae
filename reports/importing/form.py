"""The one form on which an old record is corrected and accepted."""

from collections.abc import Iterable
from typing import Any

from django import forms

from reports.importing.loose_boxes import LooseBoxes
from reports.importing.offers import Offers
from reports.importing.page import Group
from reports.importing.plan_boxes import PlanBoxes
from reports.importing.record_boxes import RecordBoxes
from reports.importing.visit_boxes import VisitBoxes
from reports.queries.imports import Standing
from reports.services.import_values import Corrected
from reports.word_import import Form as Words
from reports.word_import import Reading
from reports.word_import.days import day_in
from sitrack.core.fields import NOT_LISTED
from sitrack.core.forms import Form
from sitrack.core.models import AcademicYear


class ImportForm(Form):
    """A box for all that was read, in the order of the form; ``groups`` are for the page.

    ``cleaned_data`` tells every box by its name; ``corrected`` is what they come to.
    """

    free_text = True
    # Whether the record of the year that is chosen can be written in at all.
    is_locked = False
    version = forms.IntegerField(widget=forms.HiddenInput)
    year = forms.ChoiceField(
        label="Which year’s record is it?",
        help_text="Its visits must be of this year.",
        error_messages={"invalid_choice": NOT_LISTED},
    )

    def __init__(
        self,
        *args: Any,
        reading: Reading,
        words: Words,
        offers: Offers,
        stands: Standing,
        **options: Any,
    ) -> None:
        self.record = RecordBoxes(reading, words, offers, stands)
        visits, plans = reading.numbers("visit"), reading.numbers("plan")
        self.visits = [
            VisitBoxes(n, reading, words, offers, stands, newest=n == visits[-1])
            for n in visits
        ]
        self.plans = [
            PlanBoxes(n, reading, words, offers, stands, newest=n == plans[-1])
            for n in plans
            if offers.may_plan
        ]
        self.loose = LooseBoxes(reading, words, plans=offers.may_plan)
        self.groups: list[Group] = [
            *self.record.groups(),
            *(boxes.group() for boxes in self.visits),
            *(boxes.group() for boxes in self.plans),
            self.loose.group(),
            self.loose.kept(),
        ]
        super().__init__(*args, **options)
        self.years = {str(year.pk): year for year in offers.years}
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (key, year.label) for key, year in self.years.items()
        ]
        self.fields["year"].initial = year_of(reading, offers.years)
        self.fields |= self.record.fields
        for one in self._parts():
            self.fields |= one.fields
        self.fields |= self.loose.fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in self._parts():
            one.check(self)
        coming = [boxes for boxes in self.plans if boxes.comes_in(cleaned)]
        if len(coming) > 1:
            name = f"plan_{coming[-1].number}_bring"
            self.add_error(name, "One plan can be begun. Leave the others out")
        return cleaned

    def _parts(self) -> list[VisitBoxes | PlanBoxes]:
        return [*self.visits, *self.plans]

    def corrected(self) -> Corrected:
        """What was typed, as the service takes it; call it on a valid form."""
        typed = self.cleaned_data
        texts = self.record.texts(typed)
        for boxes in self.visits:
            texts |= boxes.texts(typed)
        texts = self.loose.add_to(texts, typed)
        year = self.years[typed["year"]]
        support: dict[str, dict[str, str]] = {}
        for key, text in texts.items():
            if key.startswith("support.") and text:
                _, strand, kind = key.split(".")
                support.setdefault(kind, {})[strand] = text
        lines = (line.strip() for line in texts["priorities"].split("\n"))
        plans = [boxes.old(typed) for boxes in self.plans if boxes.comes_in(typed)]
        return Corrected(
            year=year,
            header={"vision": texts["front.vision"], **self.record.header(typed)},
            views=self.record.views(typed),
            assessments=self.record.assessments(typed),
            priorities=tuple(dict.fromkeys(line for line in lines if line)),
            support=support,
            visits=tuple(
                (boxes.number, boxes.past(typed, texts, year.label))
                for boxes in self.visits
                if boxes.comes_in(typed)
            ),
            plan=plans[0] if plans else None,
            stays=tuple(self.record.stays),
        )


def year_of(reading: Reading, years: Iterable[AcademicYear]) -> str:
    """The year in which most visits of a file lie; the newest where none tells."""
    days = [
        day
        for number in reading.numbers("visit")
        if (day := day_in(reading.text(f"visit.{number}.date")))
    ]
    counts = {
        str(year.pk): sum(year.start <= day <= year.end for day in days)
        for year in years
    }
    return max(counts, key=lambda key: counts[key], default="")

"""What a school offers other schools."""

from typing import Any, cast

from django import forms

from engagement.models import FrameworkVersion, Option
from engagement.services.offers import Offered
from sitrack.core import calendar
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form
from sitrack.core.models import Term
from sitrack.core.words import worded_later

AREAS = "support_area"
TERMS_AHEAD = 4


class TermChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Terms of several years, told apart by their year."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} {obj.year}"


class OfferForm(Form):
    """An area, what the school could do, from when to when, and who finds it."""

    area = forms.ModelChoiceField(
        Option.objects.none(),
        label="Area",
        required=False,
        empty_label="Another area",
    )
    area_words = forms.CharField(
        label="The area in your own words",
        max_length=100,
        required=False,
        help_text="Where the list does not name it, or to say more",
    )
    text = ProseField(label="What the school could do", rows=4, max_length=2000)
    term = TermChoice(Term.objects.none(), label="From which term", empty_label=None)
    ends_on = DayField(
        label="Last day of the offer",
        required=False,
        help_text="For example, 27/3/2026. Left empty, it ends with the term",
    )
    open_to_others = forms.BooleanField(
        label="Show this offer to the heads of other schools",
        required=False,
        help_text=worded_later(
            "They see the offer, the school’s name, town and telephone, and nothing"
            " else of the school. Left unticked, only your school and the {authority}’s"
            " officers see it"
        ),
    )

    def __init__(self, *args: Any, framework: FrameworkVersion, **options: Any) -> None:
        super().__init__(*args, **options)
        areas = Option.objects.filter(
            list__framework=framework, list__code=AREAS, retired=False
        )
        if areas.exists():
            choice = cast("forms.ModelChoiceField[Any]", self.fields["area"])
            choice.queryset = areas
        else:
            # The framework names no areas: the school's own words are enough.
            del self.fields["area"]
        ahead = Term.objects.filter(end__gte=calendar.today()).order_by("start")
        keys = list(ahead.values_list("pk", flat=True)[:TERMS_AHEAD])
        terms = cast("forms.ModelChoiceField[Any]", self.fields["term"])
        terms.queryset = (
            Term.objects.filter(pk__in=keys).select_related("year").order_by("start")
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        named = given.get("area") or given.get("area_words")
        if not named and "area_words" not in self.errors:
            where = "area" if "area" in self.fields else "area_words"
            self.add_error(where, "Choose an area, or name it in your own words")
        return given

    def offered(self) -> Offered:
        """What was entered; call it on a valid form."""
        return Offered(**{"area": None, **self.cleaned_data})

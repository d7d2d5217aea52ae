"""The forms of an evaluation until its feedback is given."""

from typing import Any

from django import forms

from engagement.definitions.evaluations import (
    EvaluationChoice,
    EvaluationKind,
    EvaluationLine,
)
from schools.models import Person
from sitrack.core.fields import NOT_LISTED, DayField, ProseField
from sitrack.core.forms import Form
from sitrack.core.words import worded_later
from visits.models import Seen
from visits.services.evaluations.day import Activity
from visits.services.evaluations.feedback import Found, Judged
from visits.services.evaluations.planning import EvaluationPlan

Leads = dict[str, tuple[Person, str]]
NO_NAMES = (
    "Do not name pupils or teachers, and do not grade a lesson. Say who by their role."
)


class VersionForm(Form):
    """A form whose page was opened at a version; nothing else is asked."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PlanEvaluationForm(VersionForm):
    """Who leads it, the two days, why; and what is judged where the kind has a choice."""

    lead = forms.ChoiceField(
        label="Who leads it", error_messages={"invalid_choice": NOT_LISTED}
    )
    meeting_on = DayField(label="Planning meeting", help_text="For example, 27/3/2026")
    evaluation_on = DayField(
        label="Day of the evaluation", help_text="For example, 2/4/2026"
    )
    because = ProseField(
        label="Why the school is evaluated",
        required=False,
        rows=3,
        max_length=5_000,
        help_text=worded_later("Both sides and {governors} read this."),
    )
    judged = forms.MultipleChoiceField(
        label="What is judged",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_LISTED},
    )

    def __init__(
        self, *args: Any, kind: EvaluationKind, leads: Leads, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.leads = leads
        self.fields["lead"].choices = [  # type: ignore[attr-defined]
            (key, f"{person.name}, {title}" if title else person.name)
            for key, (person, title) in leads.items()
        ]
        self.fields["lead"].label = f"{kind.leader}"
        if kind.pick:
            self.fields["judged"].choices = [  # type: ignore[attr-defined]
                (one.code, one.label) for one in kind.judgements
            ]
        else:
            del self.fields["judged"]

    def plan(self) -> EvaluationPlan:
        """What was typed, for the service; call it on a valid form."""
        data = self.cleaned_data
        return EvaluationPlan(
            lead=self.leads[data["lead"]][0],
            meeting_on=data["meeting_on"],
            evaluation_on=data["evaluation_on"],
            because=data["because"],
            judged=data.get("judged", ()),
        )


class CallOffForm(VersionForm):
    """Why an evaluation is called off."""

    reason = ProseField(
        label="Why is it called off?",
        called="Reason",
        rows=3,
        max_length=1_000,
        help_text=worded_later(
            "Both sides and {governors} read this. Name no pupil and no member of staff."
        ),
    )


class EvaluatorForm(Form):
    """Somebody who evaluates beside the lead, by the address they sign in with."""

    email = forms.EmailField(
        label="Their e-mail address",
        help_text="The address that they sign in with.",
    )
    until = DayField(
        label="Last day on which they can read the evaluation",
        required=False,
        help_text="Only for somebody who does not work for the authority at this"
        " school. For example, 27/3/2026",
    )


class LinesForm(Form):
    """A checklist of a stage: one question a line, and none for what is never recorded."""

    def __init__(
        self, *args: Any, lines: tuple[EvaluationLine, ...], **kwargs: Any
    ) -> None:
        self.lines = lines
        super().__init__(*args, **kwargs)
        for line in lines:
            if line.use == "check":
                self.fields[line.code] = forms.ChoiceField(
                    label=line.text,
                    required=False,
                    choices=[("", "Not noted yet"), *Seen.choices],
                    error_messages={"invalid_choice": NOT_LISTED},
                )

    @property
    def rows(self) -> list[tuple[EvaluationLine, Any]]:
        """Each line with its field; None for what is never recorded."""
        return [
            (line, self[line.code] if line.code in self.fields else None)
            for line in self.lines
        ]

    def statuses(self) -> dict[str, str]:
        return dict(self.cleaned_data)


class FocusForm(VersionForm):
    """What is agreed at the planning meeting."""

    focus = ProseField(label="Focus", required=False, rows=5, max_length=10_000)
    methodology = ProseField(
        label="Methodology", required=False, rows=8, max_length=20_000
    )


class ActivityForm(VersionForm):
    """One activity or meeting of the day. There is no box for a name or a grade."""

    kind = forms.ChoiceField(
        label="What was done", error_messages={"invalid_choice": NOT_LISTED}
    )
    who = forms.CharField(
        label="Who took part, by role",
        required=False,
        max_length=200,
        help_text="For example, a Year 2 teacher, the SENCO, six pupils. No names.",
    )
    subject = forms.CharField(label="Subject", required=False, max_length=100)
    year_group = forms.CharField(label="Year group", required=False, max_length=60)
    phase = forms.CharField(label="Phase or stage", required=False, max_length=60)
    notes = ProseField(
        label="Important points and outcomes",
        rows=6,
        max_length=20_000,
        help_text=NO_NAMES,
    )
    free_text = True

    def __init__(self, *args: Any, kind: EvaluationKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [("Activities", kind.activities), ("Meetings with", kind.meetings)]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"),
            *(
                (name, [(one.code, one.label) for one in listed])
                for name, listed in groups
                if listed
            ),
        ]

    def activity(self) -> Activity:
        data = self.cleaned_data
        names = ("kind", "who", "subject", "year_group", "phase", "notes")
        return Activity(**{name: data[name] for name in names})


class JudgementsForm(VersionForm):
    """A provisional grade and reasons for each judgement, and external reviews."""

    def __init__(
        self,
        *args: Any,
        judged: tuple[EvaluationChoice, ...],
        grades: dict[str, str],
        reviews: tuple[EvaluationChoice, ...],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.judged, self.reviews = judged, reviews
        for one in judged:
            self.fields[f"grade_{one.code}"] = forms.ChoiceField(
                label=f"{one.label}: provisional grade",
                required=False,
                choices=[("", "No grade yet"), *grades.items()],
                error_messages={"invalid_choice": NOT_LISTED},
            )
            self.fields[f"reasons_{one.code}"] = ProseField(
                label=f"{one.label}: reasons",
                required=False,
                rows=4,
                max_length=20_000,
            )
        for one in reviews:
            self.fields[f"review_{one.code}"] = forms.BooleanField(
                label=f"Recommend an external review: {one.label}", required=False
            )
            self.fields[f"review_{one.code}_reason"] = ProseField(
                label=f"Why an external review is recommended: {one.label}",
                called=f"Why an external review is recommended: {one.label}",
                required=False,
                rows=3,
                max_length=5_000,
            )

    @property
    def judgement_rows(self) -> list[tuple[EvaluationChoice, Any, Any]]:
        return [
            (one, self[f"grade_{one.code}"], self[f"reasons_{one.code}"])
            for one in self.judged
        ]

    @property
    def review_rows(self) -> list[tuple[Any, Any]]:
        return [
            (self[f"review_{one.code}"], self[f"review_{one.code}_reason"])
            for one in self.reviews
        ]

    def found(self) -> Found:
        """What was typed, for the service; call it on a valid form."""
        data = self.cleaned_data
        return Found(
            judged={
                one.code: Judged(data[f"grade_{one.code}"], data[f"reasons_{one.code}"])
                for one in self.judged
            },
            reviews={
                one.code: data[f"review_{one.code}_reason"]
                for one in self.reviews
                if data[f"review_{one.code}"]
            },
        )


class FeedbackForm(Form):
    """That feedback was given: when, and to whom by role."""

    feedback_on = DayField(label="Day of the feedback")
    feedback_to = ProseField(
        label="Who was there, by role",
        rows=3,
        max_length=2_000,
        help_text="For example, the headteacher and two senior leaders. No names.",
    )

"""Asking another team for support, and answering."""

from typing import Any, cast

from django import forms

from engagement.models import MenuItem, SchoolYearRecord, SupportRequest, Team
from engagement.rules.requests import answers_to
from engagement.services.requests import Asked
from sitrack.core.fields import DayField, ProseField
from sitrack.core.forms import Form

ANSWERS = {
    SupportRequest.State.ACCEPTED: "We can do this",
    SupportRequest.State.DECLINED: "We cannot do this",
    SupportRequest.State.DONE: "It is done",
}


class ItemChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Lines of several menus, each after the name of its team."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.team}: {obj.text}"


class RequestForm(Form):
    """Who is asked, for what, and by when it is needed."""

    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Which team is asked?",
        required=False,
        empty_label="Somebody else, named below",
    )
    team_words = forms.CharField(
        label="Who else is asked?",
        max_length=120,
        required=False,
        help_text="Only where the team is not in the list",
    )
    menu_item = ItemChoice(
        MenuItem.objects.none(),
        label="A line of the team’s menu",
        required=False,
        empty_label="Not on the menu",
        help_text="The menu is not an exhaustive list",
    )
    text = ProseField(
        label="What is asked for?",
        called="What is asked for",
        rows=4,
        max_length=2000,
        help_text="No names of pupils, and nothing by which a child is known",
    )
    needed_by = DayField(label="Needed by", required=False)

    def __init__(self, *args: Any, record: SchoolYearRecord, **options: Any) -> None:
        super().__init__(*args, **options)
        teams = Team.objects.filter(framework=record.framework_id, counted=False)
        cast("forms.ModelChoiceField[Any]", self.fields["team"]).queryset = teams
        items = MenuItem.objects.filter(team__in=teams, active=True)
        choice = cast("forms.ModelChoiceField[Any]", self.fields["menu_item"])
        choice.queryset = items.select_related("team")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        team, words = given.get("team"), given.get("team_words")
        if not (team or words or {"team", "team_words"} & set(self.errors)):
            self.add_error("team", "Choose a team, or say who else is asked")
        if team and words:
            self.add_error("team_words", "Choose a team or name somebody, not both")
        return given

    def asked(self) -> Asked:
        """What was entered; call it on a valid form."""
        return Asked(**self.cleaned_data)


class AnswerForm(Form):
    """What a team says to a request."""

    state = forms.ChoiceField(label="Your answer", widget=forms.RadioSelect)
    answer = ProseField(
        label="What to add",
        rows=3,
        max_length=2000,
        required=False,
        help_text="Needed where you cannot do it. The school and its officers read it",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, request: SupportRequest, **options: Any) -> None:
        super().__init__(*args, initial={"version": request.version}, **options)
        choice = cast("forms.ChoiceField", self.fields["state"])
        choice.choices = [
            (state, ANSWERS[SupportRequest.State(state)])
            for state in answers_to(request.state)
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        refused = given.get("state") == SupportRequest.State.DECLINED
        if refused and not given.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "Say why you cannot do it")
        return given

"""The team of the authority in which somebody works."""

from typing import Any

from django import forms

from engagement.models import Team
from sitrack.core.forms import Form


class TeamForm(Form):
    """One of the framework's teams, or none."""

    team = forms.ModelChoiceField(
        Team.objects.none(),
        label="Team",
        required=False,
        empty_label="No team",
        help_text="Visits and time are entered for this team. "
        "Whoever is in none works in the team whose hours are counted",
    )

    # The code of the team that the page showed, empty for none.
    before = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, teams: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]

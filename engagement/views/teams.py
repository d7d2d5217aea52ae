"""Placing people in the teams of the authority."""

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from engagement.forms.teams import TeamForm
from engagement.models import Team, TeamMembership
from engagement.services import teams
from engagement.services.records import framework_in_use
from schools.access import get_visible_or_404, require
from schools.models import Person
from sitrack.core.conflicts import go_on_from
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability


@require_http_methods(["GET", "POST"])
def person_team(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose the team in which somebody works (DP-07)."""
    person: Person = get_visible_or_404(Person.objects, request.user, pk=pk)
    require(request.user, Capability.KEEP_PEOPLE)
    sent = request.POST if request.method == "POST" else None
    choice = Team.objects.filter(framework=framework_in_use(settings.FRAMEWORK))
    codes = TeamMembership.objects.filter(person=person)
    held = codes.values_list("team__code", flat=True).first() or ""
    # By its code: the membership may be from before the framework was loaded anew.
    own = choice.filter(code=held).first()
    form = TeamForm(sent, teams=choice, initial={"team": own, "before": held})
    page = FormPage(
        "engagement/person_team.html", {"person": person}, done="The team is saved."
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        team = form.cleaned_data["team"]
        before = form.cleaned_data["before"]
        try:
            teams.choose_team(person=person, team=team, before=before, by=request.user)
        except teams.TeamChanged as changed:
            go_on_from(form, changed.code, field="before")
            raise
        return person.get_absolute_url()

    return page.answer(request, form, act)

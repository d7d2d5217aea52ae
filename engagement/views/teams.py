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
    held = TeamMembership.objects.filter(person=person).values("team__code")
    # By its code: the membership may be from before the framework was loaded anew.
    own = choice.filter(code__in=held).first()
    form = TeamForm(sent, teams=choice, initial={"team": own})
    page = FormPage(
        "engagement/person_team.html", {"person": person}, done="The team is saved."
    )
    if sent is None:
        return page.show(request, form)

    def act() -> str:
        team = form.cleaned_data["team"]
        if team:
            teams.join_team(person=person, team=team, by=request.user)
        else:
            teams.leave_team(person=person, by=request.user)
        return person.get_absolute_url()

    return page.answer(request, form, act)

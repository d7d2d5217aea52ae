"""Planning a joint evidence meeting, from the proposal of a level."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from engagement.queries.wording import options_of
from engagement.views.finding import find_level, whose
from schools.access import person_of, require
from sitrack.core.drafts.desk import keeps_drafts
from sitrack.core.form_pages import FormPage
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability
from sitrack.core.words import worded_later
from visits.evidence import MEETING, agenda_for, meetings_about
from visits.forms.diary import EvidenceMeetingForm
from visits.leads import leads_at
from visits.rules.evidence import OPEN_TO_MEET
from visits.services.evidence import plan_evidence_meeting

READERS = worded_later(
    "The {authority_side} and the school’s leaders can see what is planned"
)


@require_http_methods(["GET", "POST"])
@keeps_drafts
def evidence_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Both sides look at the evidence together before it is decided (SUF-F-10)."""
    assignment = find_level(request.user, pk)
    school, framework = assignment.school, assignment.record.framework
    require(request.user, Capability.LOG_VISIT, school)
    meeting = meetings_about([assignment], request.user).get(pk)
    if request.method == "GET":
        if assignment.state not in OPEN_TO_MEET:
            messages.info(request, "This proposal does not wait for a decision.")
            return redirect(assignment)
        if meeting and meeting.parks:
            messages.info(request, "The joint evidence meeting is in the diary.")
            return redirect(meeting.href)
    types = options_of(framework, "visit_type")["visit_type"]
    form = EvidenceMeetingForm(
        request.POST if request.method == "POST" else None,
        types=[option for option in types if option.code == MEETING],
        leads=leads_at(school, framework, by=request.user),
        initial={
            "lead": str(person_of(request.user).pk),
            "agenda": "\n".join(agenda_for(assignment)),
        },
    )
    page = FormPage(
        "visits/evidence_meeting.html",
        {**whose(assignment.record, request.user, READERS), "level": assignment},
        done=f"The joint evidence meeting is in the diary. {school} is told.",
        repeats=False,
    )
    if request.method == "GET":
        return page.show(request, form)

    def act() -> str:
        plan_evidence_meeting(assignment=assignment, plan=form.plan(), by=request.user)
        return assignment.get_absolute_url()

    return page.answer(request, form, act)

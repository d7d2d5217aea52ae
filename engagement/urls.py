"""Addresses of levels and of the record's sections."""

from django.urls import path

from engagement.views import (
    change_letters,
    changes,
    confirmations,
    inspections,
    measures,
    obligations,
    offers,
    requests,
    sections,
    steps,
    support,
    teams,
    terms,
    time,
)
from engagement.views.letters import answering, keeping, reading, writing
from engagement.views.letters import steps as letter_steps

app_name = "engagement"
urlpatterns = [
    # The addresses of restricted letters stand in mails, and do not say what they are.
    path("correspondence/", reading.letters, name="letters"),
    path("correspondence/help/", keeping.legal_helps, name="legal_helps"),
    path(
        "correspondence/help/<slug:code>/",
        keeping.legal_help_change,
        name="legal_help_change",
    ),
    path(
        "correspondence/emergency/", keeping.letter_emergency, name="letter_emergency"
    ),
    path(
        "correspondence/emergency/<int:pk>/",
        keeping.letter_opened,
        name="letter_opened",
    ),
    path(
        "schools/<int:pk>/correspondence/begin/",
        writing.letter_begin,
        name="letter_begin",
    ),
    path("correspondence/<int:pk>/", reading.letter, name="letter"),
    path("correspondence/<int:pk>/edit/", writing.letter_edit, name="letter_edit"),
    path(
        "correspondence/<int:pk>/recipients/",
        writing.letter_recipients,
        name="letter_recipients",
    ),
    path(
        "correspondence/<int:pk>/delegate/",
        writing.letter_delegate,
        name="letter_delegate",
    ),
    path("correspondence/<int:pk>/reply/", answering.letter_reply, name="letter_reply"),
    path(
        "correspondence/<int:pk>/release/",
        answering.letter_release,
        name="letter_release",
    ),
    path(
        "correspondence/<int:pk>/replies/<int:reply>/file/",
        reading.letter_file,
        name="letter_file",
    ),
    path(
        "correspondence/<int:pk>/steps/<slug:verb>/",
        letter_steps.letter_step,
        name="letter_step",
    ),
    path("people/<int:pk>/team/", teams.person_team, name="person_team"),
    path("requests/", requests.team_requests, name="team_requests"),
    path("requests/<int:pk>/", requests.support_request, name="support_request"),
    path(
        "records/<int:pk>/terms/<int:term>/requests/add/",
        requests.request_add,
        name="request_add",
    ),
    path("support-between-schools/", offers.offers, name="offers"),
    path("schools/<int:pk>/offers/add/", offers.offer_add, name="offer_add"),
    path("offers/<int:pk>/withdraw/", offers.offer_withdraw, name="offer_withdraw"),
    path("schools/<int:pk>/inspections/", inspections.inspections, name="inspections"),
    path(
        "schools/<int:pk>/inspections/add/",
        inspections.inspection_add,
        name="inspection_add",
    ),
    path(
        "schools/<int:pk>/inspections/<int:inspection>/change/",
        inspections.inspection_change,
        name="inspection_change",
    ),
    path(
        "change-letters/<int:pk>/", change_letters.change_letter, name="change_letter"
    ),
    path("levels/<int:pk>/submit/", steps.level_submit, name="level_submit"),
    path("levels/<int:pk>/view/", steps.level_view, name="level_view"),
    path("levels/<int:pk>/withdraw/", steps.level_withdraw, name="level_withdraw"),
    path(
        "records/<int:pk>/level/confirm/",
        confirmations.level_confirm,
        name="level_confirm",
    ),
    path("due/<int:pk>/waive/", obligations.due_waive, name="due_waive"),
    path("due/<int:pk>/ask-again/", obligations.due_resume, name="due_resume"),
    path(
        "records/<int:pk>/contacts/confirm/",
        confirmations.contacts_confirm,
        name="contacts_confirm",
    ),
    path("records/<int:pk>/header/", sections.record_header, name="record_header"),
    path(
        "records/<int:pk>/priorities/",
        sections.record_priorities,
        name="record_priorities",
    ),
    path(
        "records/<int:pk>/terms/<int:term>/trajectory/",
        sections.trajectory,
        name="trajectory",
    ),
    path(
        "records/<int:pk>/terms/<int:term>/changes/",
        changes.term_changes,
        name="term_changes",
    ),
    path(
        "records/<int:pk>/terms/<int:term>/assessments/",
        terms.assessments,
        name="assessments",
    ),
    path("records/<int:pk>/measures/", measures.measure_list, name="measure_list"),
    path("records/<int:pk>/measures/add/", measures.measure_add, name="measure_add"),
    path(
        "records/<int:pk>/measures/<int:measure>/",
        measures.measure_say,
        name="measure_say",
    ),
    path("records/<int:pk>/time/", time.time_log, name="time_log"),
    path("records/<int:pk>/terms/<int:term>/support/", support.support, name="support"),
]

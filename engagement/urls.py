"""Addresses of levels and of the record's sections."""

from django.urls import path

from engagement import phase_urls
from engagement.views import (
    change_letters,
    changes,
    confirmations,
    contacts,
    frameworks,
    front_sheets,
    gradings,
    inspections,
    measures,
    obligations,
    offers,
    requests,
    saying,
    school_letters,
    sections,
    statements,
    steps,
    support,
    targeted,
    teams,
    terms,
    time,
    validations,
)
from engagement.views.letters import answering, keeping, reading, writing
from engagement.views.letters import steps as letter_steps

app_name = "engagement"
urlpatterns = [
    *phase_urls.urlpatterns,
    path("frameworks/", frameworks.frameworks, name="frameworks"),
    path("frameworks/add/", frameworks.framework_load, name="framework_load"),
    path("frameworks/<int:pk>/", frameworks.framework, name="framework"),
    path(
        "frameworks/<int:pk>/adopt/", frameworks.framework_adopt, name="framework_adopt"
    ),
    path(
        "frameworks/<int:pk>/put-back/",
        frameworks.framework_put_back,
        name="framework_put_back",
    ),
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
    path(
        "correspondence/<int:pk>/document.pdf", reading.letter_copy, name="letter_copy"
    ),
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
    path("schools/<int:pk>/contacts/", contacts.contacts, name="contacts"),
    path("schools/<int:pk>/contacts/add/", contacts.contact_add, name="contact_add"),
    path(
        "contacts/<int:pk>/take-back/",
        contacts.contact_take_back,
        name="contact_take_back",
    ),
    path("schools/<int:pk>/gradings/", gradings.gradings, name="gradings"),
    path("schools/<int:pk>/gradings/add/", gradings.gradings_add, name="gradings_add"),
    path(
        "gradings/<int:pk>/take-back/",
        gradings.grading_take_back,
        name="grading_take_back",
    ),
    path("validations/", validations.validations, name="validations"),
    path(
        "schools/<int:pk>/validations/add/",
        validations.validation_add,
        name="validation_add",
    ),
    path("validations/<int:pk>/", validations.validation, name="validation"),
    path(
        "validations/<int:pk>/agree/",
        validations.validation_agree,
        name="validation_agree",
    ),
    path(
        "validations/<int:pk>/hold/",
        validations.validation_hold,
        name="validation_hold",
    ),
    path(
        "validations/<int:pk>/cancel/",
        validations.validation_cancel,
        name="validation_cancel",
    ),
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
    path(
        "school-letters/<int:pk>/", school_letters.school_letter, name="school_letter"
    ),
    path(
        "school-letters/<int:pk>/answer/",
        targeted.targeted_answer,
        name="targeted_answer",
    ),
    path(
        "records/<int:pk>/targeted-support/",
        targeted.targeted_send,
        name="targeted_send",
    ),
    path(
        "records/<int:pk>/targeted-support/note/",
        targeted.targeted_noted,
        name="targeted_noted",
    ),
    path("targeted-support/<int:pk>/", targeted.targeted_note, name="targeted_note"),
    path(
        "targeted-support/<int:pk>/withdraw/",
        targeted.targeted_withdraw,
        name="targeted_withdraw",
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
    path("frameworks/<int:pk>/about/", saying.about, name="about"),
    path("records/<int:pk>/offered/", saying.tiers, name="tiers"),
    path("records/<int:pk>/statement/", statements.statement, name="statement"),
    path(
        "records/<int:pk>/statement/write/",
        statements.statement_write,
        name="statement_write",
    ),
    path(
        "records/<int:pk>/statement/sign/",
        statements.statement_sign,
        name="statement_sign",
    ),
    path("records/<int:pk>/header/", sections.record_header, name="record_header"),
    path("records/<int:pk>/front-sheet/", front_sheets.front_sheet, name="front_sheet"),
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

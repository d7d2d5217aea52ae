"""Addresses of visits."""

from django.urls import path

from visits import evaluation_urls, self_evaluation_urls, views

app_name = "visits"
urlpatterns = [
    *self_evaluation_urls.urlpatterns,
    path("schools/<int:pk>/visits/new/", views.visit_new, name="visit_new"),
    path(
        "schools/<int:pk>/visits/new/<slug:form>/",
        views.visit_new,
        name="visit_new_on",
    ),
    path("levels/<int:pk>/meeting/", views.evidence_meeting, name="evidence_meeting"),
    path("my-visits/", views.my_visits, name="my_visits"),
    path("schools/<int:pk>/visits/", views.school_visits, name="school_visits"),
    path(
        "records/<int:pk>/terms/<int:term>/no-visit/",
        views.term_unvisited,
        name="term_unvisited",
    ),
    path("schools/<int:pk>/visits/plan/", views.visit_plan, name="visit_plan"),
    path("schools/<int:pk>/steps/before/", views.steps_before, name="steps_before"),
    path("visits/<int:pk>/plan/", views.visit_replan, name="visit_replan"),
    path("visits/<int:pk>/cancel/", views.visit_cancel, name="visit_cancel"),
    path(
        "visits/<int:pk>/other-time/", views.visit_other_time, name="visit_other_time"
    ),
    path(
        "visits/<int:pk>/other-time/take-back/",
        views.visit_suits_after_all,
        name="visit_suits_after_all",
    ),
    path("visits/<int:pk>/keep-time/", views.visit_keep_time, name="visit_keep_time"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("visits/<int:pk>/edit/", views.visit_edit, name="visit_edit"),
    path("visits/<int:pk>/edit/<slug:form>/", views.visit_edit, name="visit_edit_on"),
    path("visits/<int:pk>/pool/", views.visit_pool, name="visit_pool"),
    path("visits/<int:pk>/pool/name/", views.visit_pool_name, name="visit_pool_name"),
    path("visits/<int:pk>/take-back/", views.visit_recall, name="visit_recall"),
    path(
        "visits/<int:pk>/taken-back/", views.visit_taken_back, name="visit_taken_back"
    ),
    path("visits/<int:pk>/comment/", views.visit_comment, name="visit_comment"),
    path("visits/<int:pk>/finalise/", views.visit_finalise, name="visit_finalise"),
    path("visits/<int:pk>/addendum/", views.visit_addendum, name="visit_addendum"),
    path("visits/<int:pk>/documents/add/", views.document_add, name="document_add"),
    path("schools/<int:pk>/steps/", views.school_steps, name="school_steps"),
    path("steps/", views.my_steps, name="my_steps"),
    path("steps/<int:pk>/", views.step, name="step"),
    path("steps/<int:pk>/done/", views.step_move, {"move": "done"}, name="step_done"),
    path(
        "steps/<int:pk>/drop/", views.step_move, {"move": "dropped"}, name="step_drop"
    ),
    path("steps/<int:pk>/give/", views.step_move, {"move": "given"}, name="step_give"),
    path("steps/<int:pk>/date/", views.step_move, {"move": "moved"}, name="step_date"),
    path(
        "steps/<int:pk>/open/", views.step_move, {"move": "reopened"}, name="step_open"
    ),
    path(
        "visits/<int:pk>/corrections/add/<slug:key>/",
        views.correction_add,
        name="correction_add",
    ),
    path(
        "corrections/<int:pk>/change/",
        views.correction_change,
        name="correction_change",
    ),
    path(
        "corrections/<int:pk>/remove/",
        views.correction_remove,
        name="correction_remove",
    ),
    path(
        "corrections/<int:pk>/answer/",
        views.correction_answer,
        name="correction_answer",
    ),
    path("comments/<int:pk>/answer/", views.comment_answer, name="comment_answer"),
    path("visits/<int:pk>/documents/ask/", views.document_ask, name="document_ask"),
    path(
        "document-requests/<int:pk>/add/",
        views.document_request_add,
        name="document_request_add",
    ),
    path(
        "document-requests/<int:pk>/decline/",
        views.document_request_decline,
        name="document_request_decline",
    ),
    path("documents/<int:pk>/", views.document, name="document"),
    path(
        "documents/<int:pk>/download/",
        views.document_download,
        name="document_download",
    ),
    path("documents/<int:pk>/remove/", views.document_remove, name="document_remove"),
    path(
        "documents/<int:pk>/consent/", views.document_consent, name="document_consent"
    ),
    path(
        "documents/<int:pk>/withdraw/",
        views.document_withdraw,
        name="document_withdraw",
    ),
    path(
        "visits/<int:pk>/guests/add/",
        views.guest_add,
        {"of": "visit"},
        name="visit_guest_add",
    ),
    path(
        "documents/<int:pk>/guests/add/",
        views.guest_add,
        {"of": "document"},
        name="document_guest_add",
    ),
    path(
        "steps/<int:pk>/guests/add/",
        views.guest_add,
        {"of": "step"},
        name="step_guest_add",
    ),
    path("guests/<int:pk>/withdraw/", views.guest_withdraw, name="guest_withdraw"),
    path("shared-with-you/<int:pk>/", views.guest_item, name="guest_item"),
    path("shared-with-you/<int:pk>/file/", views.guest_file, name="guest_file"),
    *evaluation_urls.urlpatterns,
]

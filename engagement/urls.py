"""Addresses of levels and of the record's sections."""

from django.urls import path

from engagement.views import (
    decisions,
    levels,
    proposals,
    sections,
    steps,
    teams,
    terms,
    time,
)

app_name = "engagement"
urlpatterns = [
    path("people/<int:pk>/team/", teams.person_team, name="person_team"),
    path("levels/", levels.level_queue, name="level_queue"),
    path("levels/<int:pk>/", levels.level, name="level"),
    path("levels/<int:pk>/edit/", proposals.level_edit, name="level_edit"),
    path("levels/<int:pk>/submit/", steps.level_submit, name="level_submit"),
    path("levels/<int:pk>/view/", steps.level_view, name="level_view"),
    path("levels/<int:pk>/decide/", decisions.level_decide, name="level_decide"),
    path("levels/<int:pk>/withdraw/", steps.level_withdraw, name="level_withdraw"),
    path(
        "schools/<int:pk>/levels/propose/",
        proposals.level_propose,
        name="level_propose",
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
        "records/<int:pk>/terms/<int:term>/assessments/",
        terms.assessments,
        name="assessments",
    ),
    path("records/<int:pk>/time/", time.time_log, name="time_log"),
    path("records/<int:pk>/terms/<int:term>/support/", terms.support, name="support"),
]

"""Addresses of the pages that join the apps."""

from django.urls import path

from reports import views

urlpatterns = [
    path("", views.home, name="home"),
    path("schools/<int:pk>/", views.school, name="school"),
    path("schools/<int:pk>/handover/", views.handover, name="handover"),
    path("schools/<int:pk>/hours/", views.hours, name="hours"),
    path("time/<int:pk>/correct/", views.time_correct, name="time_correct"),
    path("time/<int:pk>/take-back/", views.time_reverse, name="time_reverse"),
    path("handover/", views.handovers, name="handovers"),
    path("schools/<int:pk>/record/", views.record_open, name="record_open"),
    path("records/<int:pk>/", views.record, name="record"),
    path("records/<int:pk>/pdf/", views.record_pdf, name="record_pdf"),
    path("records/<int:pk>/lock/", views.record_lock, name="record_lock"),
    path("records/<int:pk>/unlock/", views.record_unlock, name="record_unlock"),
    path("schools/<int:pk>/records/", views.school_records, name="school_records"),
    path(
        "schools/<int:pk>/records/prepare/", views.record_prepare, name="record_prepare"
    ),
    path(
        "schools/<int:pk>/records/carry-over/",
        views.school_roll_over,
        name="school_roll_over",
    ),
    path("year/", views.rollover, name="rollover"),
    path("year/stop/", views.rollover_stop, name="rollover_stop"),
    path("school-changes/", views.school_changes, name="school_changes"),
    path("school-changes/add/", views.school_change_add, name="school_change_add"),
    path("school-changes/<int:pk>/", views.school_change, name="school_change"),
    path(
        "school-changes/<int:pk>/set-aside/",
        views.school_change_set_aside,
        name="school_change_set_aside",
    ),
    path(
        "school-changes/<int:pk>/take-back/",
        views.school_change_take_back,
        name="school_change_take_back",
    ),
    path("closing/", views.closing, name="closing"),
    path("schools/<int:pk>/due/", views.school_due, name="school_due"),
    path("due/", views.my_due, name="my_due"),
    path("schools/<int:pk>/due/<slug:key>/", views.put_off, name="put_off"),
    path(
        "schools/<int:pk>/due/<slug:key>/take-back/", views.take_back, name="take_back"
    ),
    path("weekly-mail/", views.weekly_mail, name="weekly_mail"),
    path("levels/", views.level_queue, name="level_queue"),
    path("levels/<int:pk>/", views.level, name="level"),
    path("levels/<int:pk>/edit/", views.level_edit, name="level_edit"),
    path("levels/<int:pk>/decide/", views.level_decide, name="level_decide"),
    path("schools/<int:pk>/levels/propose/", views.level_propose, name="level_propose"),
    path("search/", views.find, name="search"),
    path("caseload/", views.caseload, name="caseload"),
    path("caseload/<int:pk>/", views.caseload_of, name="caseload_of"),
    path("picture/", views.picture, name="picture"),
    path("picture/schools/", views.picture_schools, name="picture_schools"),
    path("picture/<int:pk>/reviewed/", views.levels_reviewed, name="levels_reviewed"),
    path("picture/map/", views.picture_map, name="picture_map"),
    path("members/", views.members_reports, name="members_reports"),
    path("members/begin/", views.members_begin, name="members_begin"),
    path("members/<int:pk>/", views.members_report, name="members_report"),
    path("members/<int:pk>/public/", views.members_public, name="members_public"),
    path("members/<int:pk>/words/", views.members_words, name="members_words"),
    path("members/<int:pk>/approve/", views.members_approve, name="members_approve"),
    path("moderation/", views.moderations, name="moderations"),
    path(
        "schools/<int:pk>/moderation/<int:term>/", views.moderation, name="moderation"
    ),
    path(
        "schools/<int:pk>/moderation/<int:term>/write/",
        views.moderation_write,
        name="moderation_write",
    ),
    path(
        "schools/<int:pk>/moderation/<int:term>/ask/",
        views.moderation_ask,
        name="moderation_ask",
    ),
    path(
        "schools/<int:pk>/moderation/<int:term>/approve/",
        views.moderation_approve,
        name="moderation_approve",
    ),
    path("unvisited/", views.unvisited, name="unvisited"),
    path("calendar-feed/", views.calendar_feed, name="calendar_feed"),
    path("calendar-feed/stop/", views.calendar_feed_stop, name="calendar_feed_stop"),
    path(
        "calendar-feed/<slug:token>.ics",
        views.calendar_feed_file,
        name="calendar_feed_file",
    ),
    path("accessibility/", views.accessibility, name="accessibility"),
]

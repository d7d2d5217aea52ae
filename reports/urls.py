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
    path("records/<int:pk>/phase/", views.phase, name="phase"),
    path("records/<int:pk>/calendar/", views.school_calendar, name="school_calendar"),
    path("records/<int:pk>/phase/missing/", views.phase_missing, name="phase_missing"),
    path("phase-reviews/<int:pk>/", views.phase_review, name="phase_review"),
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
    path("imports/", views.word_imports, name="word_imports"),
    path("schools/<int:pk>/import/", views.word_import_add, name="word_import_add"),
    path("imports/folder/", views.import_folder_add, name="import_folder_add"),
    path("imports/folder/<int:pk>/", views.import_folder, name="import_folder"),
    path("imports/<int:pk>/", views.word_import, name="word_import"),
    path(
        "imports/<int:pk>/original/",
        views.word_import_original,
        name="word_import_original",
    ),
    path(
        "imports/<int:pk>/discard/",
        views.word_import_discard,
        name="word_import_discard",
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
    path("reports/board/", views.board_themes, name="board_themes"),
    path(
        "reports/board/<int:year>/<int:number>/",
        views.board_report,
        name="board_report",
    ),
    path(
        "reports/board/<int:year>/<int:number>/told/",
        views.board_told,
        name="board_told",
    ),
    path("intensive-support/<int:pk>/", views.case, name="case"),
    path("schools/<int:pk>/intensive-support/", views.school_case, name="school_case"),
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
    path(
        "schools/<int:pk>/published/", views.school_published, name="school_published"
    ),
    path("schools/<int:pk>/openings/", views.school_openings, name="school_openings"),
    path("publish/<slug:kind>/<int:pk>/", views.publish, name="publish"),
    path(
        "publish/<slug:kind>/<int:pk>/<slug:audience>/preview.pdf",
        views.publish_preview,
        name="publish_preview",
    ),
    path("published/check/", views.check_copy, name="check_copy"),
    path("published/<int:pk>/", views.publication, name="publication"),
    path(
        "published/<int:pk>/withdraw/",
        views.publication_withdraw,
        name="publication_withdraw",
    ),
    path("published/<int:pk>.pdf", views.publication_file, name="publication_file"),
    path("bundles/", views.bundles, name="bundles"),
    path("bundles/<int:pk>/", views.bundle, name="bundle"),
    path("bundles/<int:pk>/stop/", views.bundle_stop, name="bundle_stop"),
    path("bundles/<int:pk>.zip", views.bundle_file, name="bundle_file"),
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
    path("documents/glossary.pdf", views.glossary_now, name="glossary_now"),
    path("documents/<slug:kind>/<int:pk>.pdf", views.document, name="document"),
    path(
        "documents/<slug:kind>/<int:pk>.docx", views.document_word, name="document_word"
    ),
    path("documents/<slug:kind>/<int:pk>.zip", views.document_zip, name="document_zip"),
    path("accessibility/", views.accessibility, name="accessibility"),
]

"""Addresses of the register, the calendar, the directory, people and their posts."""

from django.urls import path

from schools import views

app_name = "schools"
urlpatterns = [
    path("invitation/<slug:token>/", views.invitation, name="invitation"),
    path(
        "address/<slug:token>/",
        views.address_confirm,
        name="address_confirm",
    ),
    path("register/", views.register, name="register"),
    path("register/<int:pk>/", views.register_import, name="register_import"),
    path("register/<int:pk>/apply/", views.register_apply, name="register_apply"),
    path("register/links/", views.links_file, name="links_file"),
    path("schools-that-follow/", views.links, name="links"),
    path("federations/", views.federations, name="federations"),
    path("federations/<int:pk>/", views.federation, name="federation"),
    path(
        "federations/members/<int:pk>/leave/",
        views.federation_leave,
        name="federation_leave",
    ),
    path("agreements/", views.agreements, name="agreements"),
    path("agreements/<int:pk>/end/", views.agreement_end, name="agreement_end"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/years/add/", views.year_add, name="year_add"),
    path("calendar/terms/<int:pk>/", views.term_change, name="term_change"),
    path("calendar/days-off/add/", views.closure_add, name="closure_add"),
    path(
        "calendar/days-off/<int:pk>/remove/",
        views.closure_remove,
        name="closure_remove",
    ),
    path("directory/", views.directory, name="directory"),
    path("directory/add/", views.contact_add, name="contact_add"),
    path("directory/safeguarding/", views.safeguarding, name="safeguarding"),
    path("directory/<int:pk>/", views.contact_change, name="contact_change"),
    path("directory/<int:pk>/checked/", views.contact_check, name="contact_check"),
    path("directory/<int:pk>/remove/", views.contact_remove, name="contact_remove"),
    path("people/", views.people, name="people"),
    path("people/vacancies/", views.vacant, name="vacancies"),
    path("people/leavers/", views.leavers, name="leavers"),
    path("people/add/", views.person_add, name="person_add"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/change/", views.person_change, name="person_change"),
    path("people/<int:pk>/invite/", views.invite, name="invite"),
    path(
        "people/<int:pk>/invite/withdraw/",
        views.invite_withdraw,
        name="invite_withdraw",
    ),
    path(
        "people/<int:pk>/second-step/remove/",
        views.second_step_remove,
        name="second_step_remove",
    ),
    path(
        "people/<int:pk>/account/address/",
        views.address_change,
        name="address_change",
    ),
    path(
        "people/<int:pk>/account/address/withdraw/",
        views.address_withdraw,
        name="address_withdraw",
    ),
    path(
        "people/<int:pk>/account/sign-out/",
        views.account_sign_out,
        name="account_sign_out",
    ),
    path(
        "people/<int:pk>/account/close/",
        views.account_close,
        name="account_close",
    ),
    path("people/<int:pk>/account/open/", views.account_open, name="account_open"),
    path("people/<int:pk>/appoint/", views.appoint, name="appoint"),
    path("people/<int:pk>/hand-on/", views.hand_on, name="hand_on"),
    path("schools/<int:pk>/who-may-act/", views.delegations, name="delegations"),
    path(
        "delegations/<int:pk>/withdraw/",
        views.delegation_withdraw,
        name="delegation_withdraw",
    ),
    path("posts/<int:pk>/end/", views.post_end, name="post_end"),
    path("posts/<int:pk>/start/", views.post_start, name="post_start"),
    path("posts/<int:pk>/cancel/", views.post_cancel, name="post_cancel"),
]

"""Addresses of self-evaluations, joined to those of visits."""

from django.urls import path

from visits.views import self_evaluation as page
from visits.views import self_evaluation_parts as parts

ONE = "self-evaluations/<int:pk>/"
urlpatterns = [
    path(
        "records/<int:pk>/self-evaluations/",
        page.self_evaluations,
        name="self_evaluations",
    ),
    path(
        "records/<int:pk>/self-evaluations/set/",
        page.self_evaluation_set,
        name="self_evaluation_set",
    ),
    path(ONE, page.self_evaluation, name="self_evaluation"),
    path(f"{ONE}move/", page.self_evaluation_move, name="self_evaluation_move"),
    path(f"{ONE}close/", page.self_evaluation_close, name="self_evaluation_close"),
    path(f"{ONE}cancel/", page.self_evaluation_cancel, name="self_evaluation_cancel"),
    path(
        f"{ONE}<slug:kind>/write/",
        parts.self_evaluation_write,
        name="self_evaluation_write",
    ),
    path(
        f"{ONE}<slug:kind>/helper/",
        parts.self_evaluation_helper,
        name="self_evaluation_helper",
    ),
    path(
        f"{ONE}<slug:kind>/attach/",
        parts.self_evaluation_attach,
        name="self_evaluation_attach",
    ),
    path(
        "self-evaluation-helpers/<int:pk>/end/",
        parts.self_evaluation_helper_end,
        name="self_evaluation_helper_end",
    ),
    path(
        "self-evaluation-files/<int:pk>/",
        parts.self_evaluation_file,
        name="self_evaluation_file",
    ),
    path(
        "self-evaluation-files/<int:pk>/take-back/",
        parts.self_evaluation_file_take_back,
        name="self_evaluation_file_take_back",
    ),
]

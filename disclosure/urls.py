"""Addresses of requests for information."""

from django.urls import path

from disclosure import views

app_name = "disclosure"
BASE = "information-requests/"
ONE = f"{BASE}<int:pk>/"
ITEM = f"{ONE}items/<int:number>/"
urlpatterns = [
    path(BASE, views.requests, name="requests"),
    path(f"{BASE}new/", views.new, name="new"),
    path(ONE, views.request_page, name="request"),
    path(f"{ONE}correct/", views.correct, name="correct"),
    path(f"{ONE}take/", views.take, name="take"),
    path(f"{ONE}preview/", views.preview, name="preview"),
    path(f"{ONE}files/<slug:kind>/", views.file, name="file"),
    path(f"{ONE}steps/<slug:verb>/", views.step, name="step"),
    path(ITEM, views.item, name="item"),
    path(f"{ITEM}settle/", views.settle, name="settle"),
    path(f"{ITEM}open/", views.open_letter, name="open_letter"),
    path(f"{ITEM}marks/<int:mark>/off/", views.mark_off, name="mark_off"),
]

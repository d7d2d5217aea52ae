"""Appointing and ending on the administrator's pages, and what their readers see."""

from datetime import UTC, date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.universe import TODAY, Council
from visits.models import Visit


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def browser(council: Council, name: str) -> Client:
    client = Client()
    client.force_login(council.user(name))
    return client


def read(response: Any) -> str:
    return str(response.content.decode())


def of_school(council: Council, name: str = "hawthorn") -> str:
    return reverse("school", args=[getattr(council, name).pk])


def front_of(council: Council, name: str = "hawthorn") -> str:
    return reverse("record", args=[council.records[name].pk]) + "?part=front"


def page_of(visit: Visit) -> str:
    return reverse("visits:visit", args=[visit.pk])


def ending(council: Council, name: str, on: date) -> None:
    """The administrator ends somebody's post at Hawthorn on the page."""
    post = council.persons[name].posts.get(school=council.hawthorn, end=None)
    address = reverse("schools:post_end", args=[post.pk])
    sent = {"end": on.isoformat(), "reason": "", "version": post.version}
    assert browser(council, "ada").post(address, sent).status_code == 302


def appointing(council: Council, name: str, **more: str) -> Any:
    """The administrator appoints somebody at Hawthorn on the page."""
    address = reverse("schools:appoint", args=[council.persons[name].pk])
    facts = {"school": "Hawthorn Primary School", "start": TODAY.isoformat()}
    return browser(council, "ada").post(address, {**facts, **more})

"""People who are invited, and the links that are mailed to them."""

import re
from datetime import date

from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from schools.models import Invitation, Person
from schools.services.mailed_links import make_token
from schools.services.people import add_person, appoint
from sitrack.core.roles import Role
from sitrack.core.sweep import sweep
from tests.universe import Council

PASSWORD = "violet lantern harbour"  # noqa: S105
LINK = re.compile(r"http://[^/]+(/invitation/[\w-]+/)")
START = date(2025, 11, 3)


def somebody_new(
    name: str = "Nell Ward", email: str = "nell@council.example"
) -> Person:
    """A person with an address, and without an account or a post."""
    return add_person(name=name, email=email, by=None)


def appointed(council: Council, role: Role = Role.DEPUTY, **person: str) -> Person:
    """Somebody new, appointed to Hawthorn by the administrator, and so invited."""
    nell = somebody_new(**person)
    appoint(
        person=nell, role=role, start=START, school=council.hawthorn, by=council.ada
    )
    return nell


def invited(council: Council) -> str:
    """The token of an open invitation, made as for a mail."""
    token = make_token(Invitation.objects.get(person=appointed(council)))
    assert token
    return token


def mailed_link(
    mailoutbox: list[EmailMessage], to: str = "nell@council.example"
) -> str:
    """The link in the newest mail to an address, once the sweep has run."""
    sweep()
    newest = [mail for mail in mailoutbox if mail.to == [to]][-1]
    found = LINK.search(str(newest.body))
    assert found
    return found[1]


def take_up(link: str, password: str = PASSWORD) -> Client:
    """Choose a password at the link, and stay signed in."""
    client = Client()
    answer = client.post(link, {"password": password})
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("home")
    return client

"""Versions published and opened, for the tests of both."""

from typing import Any

from django.test import Client
from django.urls import reverse

from reports.documents import KINDS
from reports.models import Publication
from reports.services.publications import publish
from sitrack.core.models import User
from tests.universe import Council


def published(
    council: Council,
    audience: str = "governors",
    *,
    by: str = "sam",
    kind: str = "record",
) -> Publication:
    """A version of Hawthorn’s record, or of what another kind makes of it."""
    return publish(
        kind=KINDS[kind],
        subject=council.records["hawthorn"].pk,
        audience=audience,
        by=council.user(by),
    )


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def opened(publication: Publication, user: User) -> Any:
    """What somebody gets who asks for the file."""
    address = reverse("publication_file", args=[publication.pk])
    return browser(user).get(address)

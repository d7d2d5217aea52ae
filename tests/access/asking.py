"""Asking for an address, so that nothing is left behind."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver

from tests.access.answering import letter_of

NOT_ANSWERED = "405"


def names(resolver: Any, namespace: str = "") -> Iterator[str]:
    """The names of all addresses, with their namespace."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}"


def ask(client: Client, method: str, address: str) -> str:
    """Ask, leave nothing behind, and say in a letter of the table what came."""
    return answer(client, method, address)[0]


def answer(client: Client, method: str, address: str) -> tuple[str, str]:
    """The letter of the table that an address answers with, and the answer's text."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        if method == "POST":
            response = client.post(address, {"submit_token": ""})
        else:
            response = client.get(address)
        transaction.set_rollback(True)
    client.cookies = cookies
    # A file is closed once it is read.
    text = response.getvalue().decode(errors="replace")
    return letter_of(response), text

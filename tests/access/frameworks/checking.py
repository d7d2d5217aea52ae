"""Holding what one person gets against a framework's table and its canaries."""

from django.test import Client
from django.urls import reverse

from tests.access.asking import answer
from tests.access.frameworks.part import FrameworkWorld
from tests.access.frameworks.parts import PARTS
from tests.universe import Council


def faults(
    framework: str, council: Council, world: FrameworkWorld, person: str
) -> list[str]:
    """Where an address answers otherwise than its row says, and every word that it
    tells to somebody who may not read it."""
    client, found = Client(), []
    if person != "nobody":
        client.force_login(getattr(council, person))
    for part in PARTS[framework]:
        for name, rows in part.rows.items():
            for row in rows:
                address = reverse(name, kwargs=row.where(council, world))
                expected = row.expected()[person]
                for method in row.methods.split():
                    got, text = answer(client, method, address)
                    if got != expected:
                        found.append(f"{name} {method} {address}: {got}")
                    found += [
                        f"{name} {method} {address} tells {word}"
                        for word in sorted(world.canaries.found_in(text))
                        if person not in world.canaries.readers[word]
                    ]
    return found

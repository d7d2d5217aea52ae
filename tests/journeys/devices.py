"""A person's browsers: the form that is open in a tab, and what only it knows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from sitrack.core.drafts.services import Held


@dataclass
class Page:
    """A form that is open in a tab."""

    path: str
    fields: dict[str, Any]
    name: uuid.UUID = field(default_factory=uuid.uuid4)
    sequence: int = 0
    holds: list[str] = field(default_factory=list)

    @property
    def text(self) -> list[str]:
        return sentences(self.fields["summary"])

    def add(self, *more: str) -> None:
        self.fields["summary"] = "\n".join(dict.fromkeys([*self.text, *more]))
        self.sequence += 1

    def sent(self) -> dict[str, Any]:
        """What a browser posts: the page's own draft first."""
        own = str(Held(self.name, self.sequence))
        return {**self.fields, "draft": [own, *self.holds]}


@dataclass
class Device:
    """A browser of Sam's, its open tab, and what it alone still knows."""

    client: Client
    page: Page | None = None
    own: set[str] = field(default_factory=set)


def sentences(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]

"""A document is a value: its parts, and what every page of it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Part:
    """What starts on a page of its own and is drawn by itself.

    ``name`` stands at the head of its later pages and in the outline. The template
    extends ``pdf/base.html``; what it prints changes with the context alone, never
    with who prints it or when, so that a part drawn once serves until it is edited.
    """

    name: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """What is printed, and for whom.

    ``title`` heads every page but the first. ``running`` (whose it is) and ``notice``
    (such as that a school buys the service) stand at the foot of every page, and under
    them ``version``, or when there is none, who printed it and when. The bytes depend
    on these values alone: the same document printed twice in a day is the same file. Of
    a ``restricted`` one nothing that was drawn is kept.
    """

    filename: str
    title: str
    printed_at: datetime
    printed_by: str
    running: str
    parts: tuple[Part, ...]
    notice: str = ""
    author: str = ""
    version: str = ""
    restricted: bool = False

    @property
    def foot(self) -> str:
        return f"{self.running} · {self.notice}" if self.notice else self.running

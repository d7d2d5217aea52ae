"""A document is a value: template, context, and what every page of it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Document:
    """What is printed, and for whom.

    ``running`` (whose it is) and ``notice`` (such as that a school buys the service)
    stand at the foot of every page. The bytes depend on these values alone: the same
    document printed twice is the same file.
    """

    template: str
    filename: str
    title: str
    printed_at: datetime
    printed_by: str
    running: str
    notice: str = ""
    author: str = ""
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def foot(self) -> str:
        return f"{self.running} · {self.notice}" if self.notice else self.running

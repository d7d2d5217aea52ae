"""A document is a value: template, context, and what every page of it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Document:
    """What is printed, and for whom.

    ``running`` stands at the head of every page after the first, ``notice`` (such as
    that a school buys the service) at its foot. The bytes depend on these values
    alone: the same document printed twice is the same file.
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

"""What a browser posts to the pages of a level, and what it reads there."""

import uuid
from typing import Any

from django.urls import reverse

from tests.universe import Council

# Pages that join the apps, and stand above this one.
JOINED = {"level", "level_edit", "level_decide", "level_propose"}


def page(name: str, pk: int) -> str:
    return reverse(name if name in JOINED else f"engagement:{name}", args=[pk])


def text(response: Any) -> str:
    """The page's words, spaces made alike."""
    return " ".join(response.content.decode().split())


def typed(step: str = "propose", **changed: Any) -> dict[str, Any]:
    """A proposal of 24 hours as a browser posts it."""
    return {
        "submit_token": str(uuid.uuid4()),
        "step": step,
        "picks_suf_24": ["SUF-C-09"],
        "evidence_SUF-C-09": "Three gaps in the central record",
        "level": "suf_24",
        "effective_from": "20/11/2025",
        "reason": "What the audit found",
        "rationale": "",
        **changed,
    }


def propose_url(council: Council) -> str:
    return page("level_propose", council.hawthorn.pk)

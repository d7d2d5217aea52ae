"""Addresses of a record's forms, and what is posted to them."""

import uuid
from typing import Any

from django.urls import reverse

from tests.universe import Council


def url(council: Council, name: str, *, school: str = "hawthorn") -> str:
    record = council.record(school).pk
    if name in {"record_header", "record_priorities"}:
        return reverse(f"engagement:{name}", args=[record])
    return reverse(f"engagement:{name}", args=[record, council.terms["autumn"].pk])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def sent(**fields: Any) -> dict[str, Any]:
    return {"submit_token": str(uuid.uuid4()), **fields}

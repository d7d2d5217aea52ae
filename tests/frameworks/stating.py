"""Statements of a year's level, written and signed through the services."""

from datetime import date
from typing import Any

from django.urls import reverse

from engagement.models import LevelStatement
from engagement.services.statements import Agreed, sign_statement, write_statement
from sitrack.core.roles import Role
from tests.reports.pages import signed_in
from tests.universe import Council

AGREED = date(2025, 11, 6)
WORDS = "Secure, with support for the new deputy."
SIGNERS = ((Role.HEADTEACHER, "helen"), (Role.CHAIR, "cora"), (Role.OFFICER, "sam"))


def written(council: Council, **facts: Any) -> LevelStatement:
    return write_statement(
        record=council.record(),
        agreed=Agreed(**{"on": AGREED, "text": WORDS, **facts}),
        by=council.sam,
    )


def signed(council: Council, statement: LevelStatement, *names: str) -> LevelStatement:
    for part, name in SIGNERS:
        if name in names:
            statement = sign_statement(
                statement=statement,
                part=part,
                edition=statement.edition,
                by=council.user(name),
            )
    return statement


def whole(council: Council) -> LevelStatement:
    return signed(council, written(council), "helen", "cora", "sam")


def address(council: Council, page: str = "statement") -> str:
    return reverse(f"engagement:{page}", args=[council.record().pk])


def document(council: Council, name: str, row: LevelStatement) -> bytes:
    path = reverse("document", args=["statement", row.pk])
    answer = signed_in(council.user(name)).get(path)
    assert answer.status_code == 200
    return b"".join(answer) if answer.streaming else answer.content

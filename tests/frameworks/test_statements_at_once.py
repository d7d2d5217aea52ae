"""Several who sign a statement at the same moment."""

import pytest

from engagement.models import FrameworkVersion, LevelStatement
from engagement.services.statements import sign_statement
from sitrack.core.models import Event
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from tests.frameworks.stating import SIGNERS, written
from tests.threads import at_once
from tests.universe import Council

FORM = {
    "item": "LET-05",
    "name": "Statement",
    "agreed": "agreed",
    "timing": "in September",
    "returned": "form",
    "signers": ["headteacher", "chair", "officer"],
}


@pytest.fixture
def council(committed: Council) -> Council:
    """The cast, for several connections at once, by a framework with a statement."""
    FrameworkVersion.objects.filter(pk=committed.framework.pk).update(
        forms={"statement": FORM}
    )
    return committed


def signs(row: LevelStatement, part: Role, council: Council, name: str) -> str:
    try:
        sign_statement(statement=row, part=part, edition=1, by=council.user(name))
    except RuleBroken as broken:
        return broken.message
    return "done"


@pytest.mark.item("WIL-W-03")
def test_three_who_sign_at_once_complete_it_once(council: Council) -> None:
    row = written(council)
    came = at_once(
        *(
            lambda part=part, name=name: signs(row, part, council, name)
            for part, name in SIGNERS
        )
    )
    assert came == ["done", "done", "done"]
    row.refresh_from_db()
    assert row.is_whole
    verbs = list(Event.objects.about(row).values_list("verb", flat=True))
    assert verbs.count("statement.whole") == 1


def test_two_clicks_of_one_person_sign_once(council: Council) -> None:
    row = written(council)
    came = at_once(
        lambda: signs(row, Role.CHAIR, council, "cora"),
        lambda: signs(row, Role.CHAIR, council, "cora"),
    )
    assert sorted(came) == ["The statement is signed for this post already.", "done"]
    assert row.signatures.count() == 1

"""What a definition says stays as long as something is written by it (INV-26)."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import Model, ProtectedError

from engagement.definitions import read_definition
from engagement.models import Criterion, FrameworkVersion, Side
from engagement.services.definitions import load_framework
from sitrack.core.rules import RuleBroken
from tests.reports.acts import give, proposal
from tests.universe import Council

FILE = Path(settings.BASE_DIR) / "fixtures/frameworks/suffolk.yaml"


@pytest.mark.item("INV-26")
def test_what_is_in_use_cannot_be_deleted(council: Council) -> None:
    visit = council.shared_visit()
    proposed = proposal(council, Side.LA)
    give(council, "la", "good", council.sam)
    criterion = Criterion.objects.filter(level=proposed.level).first()
    assert criterion
    proposed.picks.create(criterion=criterion, side=Side.LA)
    section = visit.sections.get(prompt__key="focus")
    assert visit.visit_type
    in_use: list[Model] = [
        council.framework,
        proposed.level,
        criterion,
        visit.visit_type,
        visit.template,
        section.prompt,
        council.option("ofsted_trajectory", "good"),
    ]
    for row in in_use:
        with pytest.raises(ProtectedError):
            row.delete()


@pytest.mark.item("INV-26", "SUF-T-13")
def test_a_definition_that_records_use_is_retired_by_a_new_version(
    council: Council,
) -> None:
    definition = read_definition(FILE)
    with pytest.raises(RuleBroken, match="new version"):
        load_framework(definition=definition, digest="changed", by=council.ada)
    assert FrameworkVersion.objects.filter(code=council.framework.code).count() == 1

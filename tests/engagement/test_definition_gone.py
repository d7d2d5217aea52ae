"""A definition whose file is gone, or whose codes were renumbered, changes no record."""

from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command

from engagement.definitions import read_definition
from engagement.management.commands import load_definitions
from engagement.models import Criterion, FrameworkVersion, LevelAssignment, Side
from engagement.services.definitions import load_framework
from engagement.services.records import framework_for, framework_in_use, open_record
from engagement.services.versions import adopt
from sitrack.core.models import AcademicYear
from sitrack.core.rules import RuleBroken
from tests.engagement.test_versions import FILE, OLD
from tests.reports.acts import proposal
from tests.reports.pages import read
from tests.universe import Council


def with_a_pick(council: Council) -> LevelAssignment:
    """A proposal at Hawthorn with a criterion that the LA picked."""
    proposed: LevelAssignment = proposal(council, Side.LA)
    criterion = Criterion.objects.get(framework=council.framework, code="SUF-C-01")
    proposed.picks.create(criterion=criterion, side=Side.LA, evidence="The report says")
    return proposed


def renumbered(version: str) -> str:
    """Suffolk's definition with a criterion and a level under other codes."""
    text = FILE.read_text(encoding="utf-8")
    for before, after in (
        ('version: "2023-24"', f'version: "{version}"'),
        ("SUF-C-01", "SUF-C-91"),
        ("suf_12", "suf_13"),
        (OLD, "is good or better"),
    ):
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.mark.item("INV-26", "SUF-T-13")
def test_a_record_keeps_its_own_words_when_its_file_is_gone(
    council: Council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed = with_a_pick(council)
    address = proposed.get_absolute_url()
    before = read(council.sam, address)
    (tmp_path / "frameworks").mkdir()
    monkeypatch.setattr(load_definitions, "FIXTURES", tmp_path)
    with pytest.raises(CommandError, match=r"frameworks/suffolk\.yaml"):
        call_command("load_definitions", "suffolk")
    call_command("load_definitions")
    assert framework_in_use("suffolk") == council.framework
    assert OLD in before.lower()
    assert read(council.sam, address) == before
    record = read(council.sam, council.record().get_absolute_url())
    assert "Entitlement up to 8 hours" in record


@pytest.mark.item("INV-26")
def test_codes_renumbered_under_the_same_version_are_refused_whole(
    council: Council,
) -> None:
    proposed = with_a_pick(council)
    codes = list(council.framework.criteria.values_list("code", flat=True))
    with pytest.raises(RuleBroken, match="give the changed definition a new version"):
        load_framework(
            definition=read_definition(renumbered("2023-24")), digest="other", by=None
        )
    assert list(council.framework.criteria.values_list("code", flat=True)) == codes
    assert FrameworkVersion.objects.filter(code="suffolk").count() == 1
    assert OLD in read(council.sam, proposed.get_absolute_url()).lower()


@pytest.mark.item("SUF-T-13")
def test_a_new_version_under_other_codes_leaves_what_was_written_as_it_was(
    council: Council, clock: time_machine.Traveller
) -> None:
    proposed = with_a_pick(council)
    version = load_framework(
        definition=read_definition(renumbered("2026-27")), digest="other", by=None
    )
    year = AcademicYear.objects.get(label="2026/27")
    adopt(version=version, year=year, by=council.hana)
    clock.move_to("2026-09-02T09:00:00Z")
    new = open_record(
        school=council.hawthorn,
        year=year,
        framework=framework_for("suffolk", year),
        by=council.user("sam"),
    )
    assert new.framework == version
    old = read(council.user("sam"), proposed.get_absolute_url())
    assert OLD in old.lower()
    assert "is good or better" not in old
    form = read(council.user("sam"), f"/schools/{council.hawthorn.pk}/levels/propose/")
    assert "is good or better" in form.lower()
    assert OLD not in form.lower()

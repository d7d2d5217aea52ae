"""Helpers write their rows, and files go over with their part (CONF-06)."""

from datetime import date

import pytest
from django.core.files.base import ContentFile

from schools.models import Post
from sitrack.core import calendar
from sitrack.core.rules import RuleBroken
from tests.samples import PDF
from tests.universe import Council
from tests.visits.self_evaluation.writing import (
    begun,
    due,
    give,
    part,
    reading,
    save,
    sent,
)
from visits.models import SelfEvaluation, SelfEvaluationFile
from visits.services.self_evaluations import helping


def test_a_helper_reads_and_writes_their_own_rows(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    theo = wiltshire.user("theo")
    assert not SelfEvaluation.objects.visible_to(theo).exists()
    save(evaluation, "la", wiltshire.sam, WIL_F_01_2="RI", WIL_F_05_7="Strong")
    helper = helping.name_helper(
        part=part(evaluation, "la"),
        person=wiltshire.persons["theo"],
        rows=["WIL-F-05"],
        by=wiltshire.sam,
    )
    mine = reading(wiltshire, "theo", evaluation)
    assert mine.writes["la"] == {"WIL-F-05"}
    assert mine.writes["meeting"] == frozenset()
    assert mine.answers == {"WIL-F-05.7": "Strong"}
    assert [row.code for table in mine.tables() for row in table.rows] == ["WIL-F-05"]
    give(evaluation, "la", wiltshire.sam)
    save(evaluation, "school", wiltshire.helen, WIL_F_05_1="Most were met")
    assert "WIL-F-05.1" not in reading(wiltshire, "theo", evaluation).answers
    give(evaluation, "school", wiltshire.helen)
    assert set(reading(wiltshire, "theo", evaluation).answers) == {
        *("WIL-F-05.7", "WIL-F-05.1")
    }
    helping.end_help(helper=helper, by=wiltshire.sam)
    assert not SelfEvaluation.objects.visible_to(wiltshire.user("theo")).exists()


def test_a_helper_who_leaves_the_school_reads_it_no_more(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    helping.name_helper(
        part=part(evaluation, "school"),
        person=wiltshire.persons["sena"],
        rows=["WIL-F-02"],
        by=wiltshire.helen,
    )
    sena = wiltshire.user("sena")
    assert SelfEvaluation.objects.visible_to(sena).exists()
    Post.objects.filter(person__user=sena).update(end=date(2025, 11, 1))
    assert not SelfEvaluation.objects.visible_to(wiltshire.user("sena")).exists()


def test_a_file_goes_over_with_its_part_and_can_be_withdrawn(
    wiltshire: Council,
) -> None:
    evaluation = sent(wiltshire)
    added = helping.attach(
        part=part(evaluation, "school"),
        prompt="WIL-F-08.1",
        title="Our plan",
        file=ContentFile(PDF, name="plan.pdf"),
        by=wiltshire.helen,
    )
    assert reading(wiltshire, "sam", evaluation).files == {}
    give(evaluation, "school", wiltshire.helen)
    assert list(reading(wiltshire, "sam", evaluation).files) == ["WIL-F-08.1"]
    assert due(wiltshire)["self_evaluation_sdp"][1] == calendar.today()
    helping.take_back(attached=added, by=wiltshire.helen)
    assert reading(wiltshire, "sam", evaluation).files == {}
    added.file.refresh_from_db()
    assert added.file.removed_at is None


def test_a_file_that_nobody_else_had_goes_with_its_bytes(wiltshire: Council) -> None:
    evaluation = begun(wiltshire)
    added = helping.attach(
        part=part(evaluation, "school"),
        prompt="WIL-F-02.8",
        title="Our results",
        file=ContentFile(PDF, name="results.pdf"),
        by=wiltshire.helen,
    )
    helping.take_back(attached=added, by=wiltshire.helen)
    added.file.refresh_from_db()
    assert added.file.removed_at is not None
    with pytest.raises(RuleBroken, match="taken back already"):
        helping.take_back(
            attached=SelfEvaluationFile.objects.get(pk=added.pk), by=wiltshire.helen
        )

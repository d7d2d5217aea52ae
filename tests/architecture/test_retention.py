"""Every model is of a kind of the retention schedule, goes by itself, or is no record."""

from collections import Counter
from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models

from protection.registry.all_kinds import is_history
from protection.retention import BY_THEMSELVES, EMPTIED, KINDS, NO_RECORDS, Kind
from schools.models import School
from sitrack.core.models import AcademicYear

# Held by the rows of several kinds, each of which lists the keys that hold it.
HELD = "core.StoredFile"
# Goes with whichever of the two goes first.
LINKS = {"visits.VisitTime"}


def labels() -> list[str]:
    """Every model with a table, and what joins two; earlier versions go with their row."""
    return [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if not is_history(model)
    ]


def listed() -> list[str]:
    found = [label for kind in KINDS for label in {part.label for part in kind.parts}]
    found += [label for _, some in BY_THEMSELVES.values() for label in some]
    return found + [label for some in NO_RECORDS.values() for label in some]


def of_no_kind(known: Iterable[str]) -> list[str]:
    return sorted(set(known) - set(listed()))


def test_every_model_is_of_a_kind() -> None:
    assert of_no_kind(labels()) == []


def test_a_model_of_no_kind_is_found() -> None:
    assert of_no_kind(["visits.Visit", "visits.Unheard"]) == ["visits.Unheard"]


def test_nothing_is_listed_that_there_is_not_and_nothing_twice() -> None:
    assert set(listed()) - set(labels()) == set()
    twice = {label for label, times in Counter(listed()).items() if times > 1}
    assert twice == LINKS


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_part_hangs_on_one_that_is_listed_before_it(kind: Kind) -> None:
    seen = {part.model for part in kind.parts if part.stands}
    for part in kind.parts:
        if not part.stands:
            whole = part.model._meta.get_field(part.by).related_model
            assert whole in seen or kind.code == "person", part.label
        seen.add(part.model)


def end_of(model: type[models.Model], path: str) -> type[models.Model]:
    for step in path.split("__"):
        model = model._meta.get_field(step).related_model  # type: ignore[assignment]
    return model


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_what_stands_leads_to_a_school_and_to_one_year(kind: Kind) -> None:
    for part in kind.standing:
        if kind.code == "person":
            continue
        assert bool(part.year) != bool(part.day), part.label
        if part.school:
            assert end_of(part.model, part.school) is School
        if part.year:
            assert end_of(part.model, part.year) is AcademicYear
        else:
            assert isinstance(part.model._meta.get_field(part.day), models.DateField)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_files_handed_in_go_with_what_holds_them(kind: Kind) -> None:
    for upload in kind.uploads:
        label, key = upload.rsplit(".", 1)
        assert label in {part.label for part in kind.parts}
        assert end_of(apps.get_model(label), key)._meta.label == HELD


def test_every_key_to_a_file_is_listed() -> None:
    known = {upload for kind in KINDS for upload in kind.uploads}
    keys = {
        f"{model._meta.label}.{column.name}"
        for model in apps.get_models()
        if not is_history(model)
        for column in model._meta.concrete_fields
        if column.related_model is apps.get_model(HELD)
    }
    assert keys == known


@pytest.mark.parametrize("label", sorted(EMPTIED))
def test_what_is_emptied_may_be_empty(label: str) -> None:
    model, key = label.rsplit(".", 1)
    assert apps.get_model(model)._meta.get_field(key).null


def test_a_kind_is_named_once() -> None:
    assert len({kind.code for kind in KINDS}) == len({kind.called for kind in KINDS})
    restricted = {kind.code for kind in KINDS if kind.restricted}
    assert restricted == {"letter", "disclosed"}
    years = {kind.code: kind.years for kind in KINDS}
    assert years["record"] == years["hours"] == years["published"] == 7
    assert years["letter"] == 10
    assert years["person"] == 2


def test_what_was_handed_in_goes_with_the_row_that_holds_it() -> None:
    held = {
        f"{part.label}.{column.name}"
        for kind in KINDS
        for part in kind.parts
        for column in part.model._meta.concrete_fields
        if column.related_model is apps.get_model(HELD)
    }
    assert held == {upload for kind in KINDS for upload in kind.uploads}

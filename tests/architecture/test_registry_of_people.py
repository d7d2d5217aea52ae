"""Every key that leads to a person is classified, and every row's readers are known."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models

from protection.queries.scope import whole_of
from protection.registry import KINDS, Part, kind_of, versions
from protection.registry.all_kinds import is_history
from schools.models import Person
from sitrack.core.models import User

PEOPLE = (User, Person)


def keys_to_people() -> Iterable[tuple[type[models.Model], str]]:
    """Each model, and each of its columns that points at a person or an account."""
    for model in apps.get_models(include_auto_created=True):
        for column in model._meta.concrete_fields:
            if column.related_model in PEOPLE:
                yield model, column.name


def unclassified(keys: Iterable[tuple[type[models.Model], str]]) -> list[str]:
    """The keys that no list speaks of."""
    known = {f"{kind.label}.{tie}" for kind in KINDS for tie in kind.ties}
    found = []
    for model, name in keys:
        label = model._meta.label
        if is_history(model) and name != "history_user":
            label = label.replace("Historical", "")
        elif is_history(model):
            continue
        if f"{label}.{name}" not in known:
            found.append(f"{model._meta.label}.{name}")
    return found


def test_every_key_to_a_person_is_classified() -> None:
    assert unclassified(keys_to_people()) == []


def test_a_key_that_nobody_classified_is_found() -> None:
    class Stranger:
        _meta = Person._meta

    assert unclassified([(Stranger, "unheard_of")]) == ["schools.Person.unheard_of"]  # type: ignore[list-item]


def test_nothing_is_classified_that_there_is_not() -> None:
    keys = {f"{model._meta.label}.{name}" for model, name in keys_to_people()}
    listed = {f"{kind.label}.{tie}" for kind in KINDS for tie in kind.ties}
    assert listed - keys == set()


def test_a_kind_stands_in_one_list() -> None:
    labels = [kind.label for kind in KINDS]
    assert len(labels) == len(set(labels))
    assert kind_of("visits.Comment").name == "Comments on visits"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label)
def test_a_kind_names_columns_that_there_are(kind) -> None:  # type: ignore[no-untyped-def]
    columns = {column.name for column in kind.model._meta.concrete_fields}
    named = {*kind.shows, *([kind.at] if kind.at else [])}
    for tie in kind.ties.values():
        named |= {*tie.words, *tie.printed}
    assert named - columns == set()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.label)
def test_what_is_not_somebodys_own_knows_who_may_see_it(kind) -> None:  # type: ignore[no-untyped-def]
    whole = whole_of(kind) or kind.model
    knows = hasattr(whole._default_manager.all(), "visible_to")
    words = [tie for tie in kind.ties.values() if tie.part is not Part.OWN]
    untold = {"core.StoredFile", "schools.RegisterImport", "glossary.Entry"}
    untold |= {"engagement.FrameworkVersion", "engagement.LegalHelp"}
    untold |= {"reports.LevelReview", "reports.Rollover"}
    untold |= {"protection.RetentionYears"}
    assert knows or not words or kind.label in untold


def test_every_table_of_earlier_versions_is_a_kind() -> None:
    tables = {model._meta.label for model in apps.get_models() if is_history(model)}
    assert {kind.label for kind in versions()} == tables
    assert len(tables) > 30

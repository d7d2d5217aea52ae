"""A document that did not change is handed out again: never to whoever may not have it,
and never after anything that it draws from has changed."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import Error, models, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from engagement.models import SchoolYearRecord, Side
from reports.documents import KINDS
from schools.models import Person, Post
from sitrack.core.documents import drawing, unchanged
from sitrack.core.models import User
from sitrack.core.remembered import forget_all
from sitrack.core.watching import Watch
from tests.access.document_pages import OF_KINDS
from tests.access.world import World
from tests.pdf import text_of
from tests.universe import NOW, Council
from visits.services.replies import add_addendum


@pytest.fixture(autouse=True)
def nothing_made(settings: Settings, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    unchanged.forget_all()


def address(council: Council, kind: str = "record") -> str:
    return reverse("document", args=[kind, council.record().pk])


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that are put together."""
    names: list[str] = []
    render = drawing.render_and_keep

    def noted(document: Any) -> tuple[bytes, str]:
        names.append(document.filename)
        return render(document)

    monkeypatch.setattr("reports.documents.asked.render_and_keep", noted)
    return names


def test_the_second_asking_puts_nothing_together(
    built: World, council: Council, client: Client, made: list[str]
) -> None:
    client.force_login(council.sam)
    first = client.get(address(council))
    second = client.get(address(council))
    assert made == ["record-hawthorn-primary-school-2025-26.pdf"]
    assert second.content == first.content
    assert second["Content-Disposition"] == first["Content-Disposition"]
    # Nothing of it stays in a browser that others use too, so none asks with an ETag.
    assert second["Cache-Control"] == "private, no-store"
    assert "ETag" not in second


def test_each_reader_has_what_was_made_for_them(
    built: World, council: Council, client: Client, made: list[str]
) -> None:
    seen: dict[str, bytes] = {}
    for name in ("sam", "helen", "gus", "sam", "helen", "gus"):
        client.force_login(council.user(name))
        pdf = client.get(address(council)).content
        assert seen.setdefault(name, pdf) == pdf
    assert len(made) == 3
    assert len(set(seen.values())) == 3


def test_whoever_may_not_have_it_any_more_is_refused_though_it_is_kept(
    built: World, council: Council, client: Client
) -> None:
    for name, answer in (("gus", 404), ("sam", 404)):
        client.force_login(council.user(name))
        assert client.get(address(council)).status_code == 200
        assert client.get(address(council)).status_code == 200
        yesterday = date(2025, 11, 9)
        Post.objects.filter(person__user=council.user(name)).update(end=yesterday)
        assert client.get(address(council)).status_code == answer


def test_a_right_that_changes_is_asked_anew(
    built: World, council: Council, client: Client
) -> None:
    """A member of another team sees the record and may not take it along."""
    client.force_login(council.sam)
    before = client.get(address(council)).content
    posts = Post.objects.filter(person__user=council.sam)
    assert posts.update(role="team") == posts.count()
    assert client.get(address(council)).status_code in {403, 404}
    posts.update(role="officer")
    assert client.get(address(council)).content == before


def test_another_day_makes_another_file(
    built: World,
    council: Council,
    client: Client,
    clock: time_machine.Traveller,
    made: list[str],
) -> None:
    client.force_login(council.sam)
    first = client.get(address(council)).content
    clock.shift(timedelta(hours=9))
    client.force_login(council.sam)
    assert client.get(address(council)).content == first
    assert len(made) == 1
    clock.shift(timedelta(days=1))
    client.force_login(council.sam)
    assert client.get(address(council)).content != first
    assert len(made) == 2


def test_another_name_of_the_reader_makes_another_file(
    built: World, council: Council, client: Client, made: list[str]
) -> None:
    client.force_login(council.sam)
    first = client.get(address(council)).content
    User.objects.filter(pk=council.sam.pk).update(name="Samuel Rowe")
    assert client.get(address(council)).content != first
    assert len(made) == 2


def test_a_word_more_is_in_the_next_file(
    built: World, council: Council, client: Client
) -> None:
    client.force_login(council.sam)
    client.get(address(council))
    visit = built.visits["final"]
    add_addendum(visit=visit, side=Side.LA, text="Sarsaparilla", by=council.sam)
    assert "Sarsaparilla" in text_of(client.get(address(council)).content)


def test_a_file_that_went_from_the_shelf_is_made_again(
    built: World, council: Council, client: Client, settings: Settings
) -> None:
    client.force_login(council.sam)
    first = client.get(address(council)).content
    for place in (settings.VAR_DIR / "documents").iterdir():
        place.unlink()
    assert client.get(address(council)).content == first


def test_no_more_are_remembered_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "MOST_KEPT", 2)
    for name in "abc":
        unchanged.note(name, unchanged.Made(Watch(), name, name))
    assert list(unchanged._made) == ["b", "c"]


def subjects(council: Council, world: World) -> dict[str, Any]:
    """Each kind of document of which the world holds one, and a reader of it."""
    found: dict[str, Any] = {}
    for row in OF_KINDS:
        which = row.where(council, world)
        kind = KINDS.get(which["kind"])
        if kind is None or kind.code in found:
            continue
        for name in ("sam", "hana"):
            reader = council.user(name)
            try:
                kind.find(reader, which["pk"])
            except Exception:  # noqa: BLE001, S112 - this one may not
                continue
            found[kind.code] = (kind, which["pk"], name)
            break
    return found


def pages(kind: Any, pk: int, reader: User) -> str:
    made = kind.build(kind.find(reader, pk), reader=reader)
    return f"{drawing.page_of(made)} {made.filename}"


def tables_in(watch: Watch) -> list[type[models.Model]]:
    statements = " ".join(read.statement for read in watch._reads.values())
    return [
        model
        for model in apps.get_models()
        if f'"{model._meta.db_table}"' in statements
    ]


def others(field: Any, value: Any) -> Iterator[Any]:
    """Another value of a column than it has."""
    if field.is_relation:
        rows = field.related_model._base_manager.exclude(pk=value)
        yield from rows.values_list("pk", flat=True)[:1]
    elif field.choices:
        yield from [key for key, _ in field.flatchoices if key != value][:3]
    else:
        kind = next(kind for kind in ANOTHER if isinstance(field, kind))
        yield from ANOTHER[kind](value)
    if field.null and value is not None:
        yield None


# The first that fits.
ANOTHER: dict[Any, Any] = {
    models.BooleanField: lambda value: [not value],
    models.IntegerField: lambda value: [(value or 0) + 1],
    models.DateTimeField: lambda value: [NOW - timedelta(days=7)],
    models.DateField: lambda value: [date(2025, 9, 2), date(2025, 11, 11)],
    models.JSONField: lambda value: [type(value)()],
    models.CharField: lambda value: [f"Z{value}"[: len(value or "") or 1]],
    models.Field: lambda value: [f"{value} more"],
}


def edits_of(model: type[models.Model]) -> Iterator[Any]:
    """Every column of a row with another value; and the row gone."""
    rows = model._base_manager.order_by("pk")
    for row in rows[:1]:
        mine = model._base_manager.filter(pk=row.pk)
        for field in model._meta.concrete_fields:
            if field.primary_key:
                continue
            for value in others(field, getattr(row, field.attname)):
                yield lambda: mine.update(**{field.attname: value})  # noqa: B023
        yield lambda: mine._raw_delete(mine.db)  # noqa: B023


def was_seen(edit: Any, watch: Watch) -> bool:
    """Whether an edit is seen; then it is undone again."""
    try:
        with transaction.atomic():
            edit()
            if not watch.still_true():
                transaction.set_rollback(True)
                return True
    except (Error, ValidationError):  # The database does not have it so.
        pass
    return False


@pytest.mark.parametrize(
    "code",
    ["record", "summary", "letter"],
)
def test_whatever_changes_in_the_tables_it_draws_from_it_is_true_no_more_or_the_same(
    built: World, council: Council, code: str
) -> None:
    """Every column of rows of every table that is read: each edit is seen, or leaves
    the pages as they were."""
    kind, pk, name = subjects(council, built)[code]
    pages(kind, pk, council.user(name))  # Now the process remembers what it remembers.
    watch = Watch()
    with watch.watching():
        before = pages(kind, pk, council.user(name))
    assert watch.still_true()
    seen, tables = 0, tables_in(watch)
    for model in tables:
        with transaction.atomic():
            for edit in edits_of(model):
                seen += was_seen(edit, watch)
            # What it did not see, and all of it together, leaves the pages alone.
            forget_all()
            assert pages(kind, pk, council.user(name)) == before, model
            transaction.set_rollback(True)
    assert watch.still_true()
    assert seen > 3 * len(tables)


@pytest.mark.parametrize("hours", [1, 9])
def test_within_a_day_no_document_hangs_on_the_hour(
    built: World, council: Council, clock: time_machine.Traveller, hours: int
) -> None:
    for kind, pk, name in subjects(council, built).values():
        pages(kind, pk, council.user(name))
        with (first := Watch()).watching():
            before = pages(kind, pk, council.user(name))
        clock.shift(timedelta(hours=hours))
        with (second := Watch()).watching():
            assert pages(kind, pk, council.user(name)) == before
        assert set(second._reads) == set(first._reads), kind.code
        clock.shift(-timedelta(hours=hours))


def test_something_said_of_another_school_leaves_it_true(
    built: World, council: Council, client: Client, made: list[str]
) -> None:
    client.force_login(council.sam)
    client.get(address(council))
    SchoolYearRecord.objects.filter(pk=council.record("birch").pk).update(vision="New")
    Person.objects.filter(user=council.ada).update(phone="01632 960 001")
    client.get(address(council))
    assert len(made) == 1

"""What a restore brought back is destroyed anew to the end, whatever goes wrong."""

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from protection.models import Destruction, DestructionUnit
from protection.services import outside
from protection.services.retention.asking import confirm
from reports.models import Publication
from sitrack.core.documents import shelf
from sitrack.core.models.job import JobState
from sitrack.core.sweep import LEASE, sweep
from tests.protection.retiring import LATER, asked, destroyed
from tests.reports.publishing import published
from tests.universe import Council


@pytest.fixture
def restored(council: Council, clock: time_machine.Traveller) -> str:
    """A published document that was destroyed stands there again; its file's name."""
    published(council)
    clock.move_to(LATER)
    row = Publication.objects.values().get()
    destroyed(council, "published")
    DestructionUnit.objects.all().delete()
    Destruction.objects.all().delete()
    default_storage.save(row["content"], ContentFile(b"%PDF"))
    Publication.objects.create(**row)
    return str(row["content"])


@pytest.fixture
def no_bytes_go(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The disk refuses."""

    def refuse(name: str) -> None:
        raise OSError(f"cannot remove {name}")

    monkeypatch.setattr(default_storage, "delete", refuse)
    return monkeypatch


def test_bytes_that_could_not_go_are_told_and_go_with_the_next_run(
    council: Council,
    restored: str,
    no_bytes_go: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(CommandError, match="1 failed"):
        call_command("repeat_erasures")
    assert "failed: cannot remove" in capsys.readouterr().err
    assert not Publication.objects.exists()
    no_bytes_go.undo()
    call_command("repeat_erasures")
    assert not default_storage.exists(restored)
    assert DestructionUnit.objects.get().files_to_go == []


def test_bytes_that_could_not_go_go_with_the_sweep(
    council: Council,
    restored: str,
    no_bytes_go: pytest.MonkeyPatch,
    clock: time_machine.Traveller,
) -> None:
    with pytest.raises(CommandError):
        call_command("repeat_erasures")
    no_bytes_go.undo()
    clock.move_to(LATER + 2 * LEASE)
    sweep()
    assert not default_storage.exists(restored)
    assert DestructionUnit.objects.get().state == JobState.DONE


def test_one_line_that_fails_does_not_stop_the_next(
    council: Council, restored: str, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = outside.place("destructions").read_text(encoding="utf-8")
    unheard = listed.replace('"published"', '"unheard-of"')
    outside.place("destructions").write_text(unheard + listed, encoding="utf-8")
    with pytest.raises(CommandError, match="1 failed"):
        call_command("repeat_erasures")
    told = capsys.readouterr()
    assert "2 destructions are on the list, 1 were done anew." in told.out
    assert not default_storage.exists(restored)


@pytest.mark.parametrize("broken", ['{"person": 1}', "no JSON at all", "\ufffd"])
def test_a_list_that_cannot_be_read_does_not_hold_up_the_other(
    council: Council, restored: str, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outside.place("erasures").write_text(f"{broken}\n", encoding="utf-8")
    with pytest.raises(CommandError, match="1 failed"):
        call_command("repeat_erasures")
    told = capsys.readouterr()
    assert "erasures cannot be read" in told.err
    assert "1 destructions are on the list, 1 were done anew." in told.out
    assert not default_storage.exists(restored)


def test_what_was_done_anew_is_no_work_any_more(
    council: Council, restored: str
) -> None:
    call_command("repeat_erasures")
    unit = DestructionUnit.objects.get()
    assert (unit.state, unit.leased_until) == (JobState.DONE, None)


def test_drawn_pages_are_cleared_once_after_the_last_place(
    council: Council,
    clock: time_machine.Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cleared: list[int] = []
    monkeypatch.setattr(
        shelf,
        "clear",
        lambda: cleared.append(DestructionUnit.objects.filter(result="").count()),
    )
    clock.move_to(LATER)
    both = (council.hawthorn.pk, council.elm.pk)
    confirm(destruction=asked(council, schools=both, by=council.dee), by=council.hana)
    sweep()
    assert cleared == [0]

"""A folder of old records is handed in: each file goes to its school, or is told why not."""

import io
import zipfile
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from reports.models import ImportFolder, ImportState, WordImport
from reports.services import import_folder, imports
from reports.services.import_folder import hand_in_folder, read_folder
from schools.models import School
from sitrack.core import sweep
from sitrack.core.files.refusal import FileRefused
from sitrack.core.models import Notification
from sitrack.core.models.job import JobState
from sitrack.core.submissions import new_token
from tests.reports.importing import file_of, page, upload
from tests.reports.pages import get, read, signed_in
from tests.universe import Council
from tests.word_forms.words import small


def record_of(school: str) -> bytes:
    said = small()
    said.front["school"] = school
    return file_of(said)


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return made.getvalue()


def hand_in(council: Council, **files: bytes) -> ImportFolder:
    content = [ContentFile(one, name=f"{name}.docx") for name, one in files.items()]
    return hand_in_folder(files=content, by=council.ada)


def states(folder: ImportFolder) -> dict[str, tuple[str, School | None]]:
    return {one.name: (one.state, one.school) for one in folder.imports.all()}


def test_a_zip_is_handed_in_and_each_file_finds_its_school(council: Council) -> None:
    urn = council.birch.urn = 124_999
    council.birch.save()
    content = zipped(
        {
            "old/one.docx": record_of("Hawthorn Primary School"),
            "old/two.docx": record_of("ELM JUNIOR"),
            "old/three.docx": record_of(f"URN {urn}"),
            "old/four.docx": record_of("Nowhere Academy"),
            "old/notes.txt": b"notes",
            "__MACOSX/old/._one.docx": b"x",
        }
    )
    sent = {"submit_token": new_token(), "chosen": [upload(content, "all.zip")]}
    answer = signed_in(council.ada).post(reverse("import_folder_add"), sent)
    folder = ImportFolder.objects.get()
    assert answer.headers["Location"] == folder.get_absolute_url()
    assert "0 of 5 files" not in read(council.ada, folder.get_absolute_url())
    read_folder(folder)
    assert states(folder) == {
        "one.docx": (ImportState.READ, council.hawthorn),
        "two.docx": (ImportState.READ, council.elm),
        "three.docx": (ImportState.READ, council.birch),
        "four.docx": (ImportState.READ, None),
        "notes.txt": (ImportState.REFUSED, None),
    }
    told = Notification.objects.filter(title__startswith="An old record waits")
    assert set(told.values_list("recipient__email", flat=True)) == {
        council.sam.email,
        council.ola.email,
    }


def test_who_hands_in_says_whose_record_it_is_and_reads_none(council: Council) -> None:
    folder = hand_in(council, lost=record_of("Nowhere Academy"))
    read_folder(folder)
    one = WordImport.objects.get()
    shown = read(council.ada, folder.get_absolute_url())
    assert "Whose record is lost.docx?" in shown
    assert "growing fluency" not in shown
    get(council.ada, page(one), status=403)
    get(council.sam, page(one), status=404)
    place = {"imported": one.pk, "school": council.hawthorn.pk}
    signed_in(council.ada).post(folder.get_absolute_url(), place)
    sweep.sweep()
    get(council.ada, page(one), status=404)
    assert "Pupils read with growing fluency." in read(council.sam, page(one))
    again = {"imported": one.pk, "school": council.elm.pk}
    signed_in(council.ada).post(folder.get_absolute_url(), again)
    one.refresh_from_db()
    assert one.school == council.hawthorn


def test_a_sep_hands_in_for_their_own_schools_alone(council: Council) -> None:
    # Beech is theirs, and its name is like that of Birch.
    content = ContentFile(record_of("Birch Primary School"), name="birch.docx")
    folder = hand_in_folder(files=[content], by=council.sam)
    read_folder(folder)
    assert states(folder) == {"birch.docx": (ImportState.READ, None)}
    place = {"imported": WordImport.objects.get().pk, "school": council.birch.pk}
    signed_in(council.sam).post(folder.get_absolute_url(), place)
    assert states(folder) == {"birch.docx": (ImportState.READ, None)}


def test_broken_off_it_goes_on_with_what_is_not_read(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = record_of("Hawthorn Primary School"), record_of("Elm Junior School")
    folder = hand_in(council, one=one, two=two)
    whole, calls = imports.tell_officers, []

    def dies(*args: Any, **options: Any) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise SystemError
        whole(*args, **options)

    monkeypatch.setattr(import_folder, "tell_officers", dies)
    with pytest.raises(SystemError):
        read_folder(folder)
    assert states(folder)["one.docx"] == (ImportState.READ, council.hawthorn)
    assert states(folder)["two.docx"] == (ImportState.UPLOADED, None)
    read_folder(folder)
    assert states(folder)["two.docx"] == (ImportState.READ, council.elm)
    assert len(calls) == 3


def test_the_sweep_reads_it(council: Council) -> None:
    folder = hand_in(council, one=record_of("Hawthorn Primary School"), two=b"no")
    sweep.sweep()
    folder.refresh_from_db()
    assert folder.state == JobState.DONE
    assert states(folder)["one.docx"] == (ImportState.READ, council.hawthorn)
    assert states(folder)["two.docx"] == (ImportState.REFUSED, None)
    assert "Done" in read(council.ada, folder.get_absolute_url())


@pytest.mark.parametrize(
    ("name", "content"),
    [("all.zip", b"PK\x03\x04 no zip"), ("all.zip", zipped({})), ("all.zip", b"")],
)
def test_a_zip_that_holds_nothing_is_refused(
    council: Council, name: str, content: bytes
) -> None:
    with pytest.raises(FileRefused):
        hand_in_folder(files=[ContentFile(content, name=name)], by=council.ada)
    assert not ImportFolder.objects.exists()

"""A new version of a framework is prepared, compared, and adopted from a year on."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from engagement.definitions import read_definition
from engagement.models import FrameworkVersion
from engagement.queries.comparing import compared
from engagement.services.definitions import load_framework
from engagement.services.records import framework_for, framework_in_use, open_record
from engagement.services.versions import adopt, put_back
from sitrack.core.models import AcademicYear, Event
from sitrack.core.rules import RuleBroken
from tests.reports.pages import get, read, signed_in, words
from tests.universe import Council

FILE = Path(settings.BASE_DIR) / "fixtures/frameworks/suffolk.yaml"
OLD = "current overall effectiveness is good or outstanding"
NEW = "every area of its report card is at the expected standard or above"


def reworded() -> str:
    """Suffolk's definition with a criterion reworded after the new inspection reports,
    one left out, and one level's hours raised."""
    text = FILE.read_text(encoding="utf-8")
    for before, after in (
        ('version: "2023-24"', 'version: "2026-27"'),
        (OLD, NEW),
        ("quantity_max: 12", "quantity_max: 14"),
        ('  - {code: SUF-M-46, team: virtual_school, text: "', "  #"),
    ):
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def prepared() -> FrameworkVersion:
    return load_framework(
        definition=read_definition(reworded()), digest="reworded", by=None
    )


def next_year() -> AcademicYear:
    return AcademicYear.objects.get(label="2026/27")


def hand_in(council: Council, content: bytes, name: str = "suffolk.yaml") -> Any:
    file = SimpleUploadedFile(name, content)
    client = signed_in(council.ada)
    token = "t" * 32
    return client.post("/frameworks/add/", {"file": file, "submit_token": token})


def test_a_new_version_is_prepared_and_changes_nothing(council: Council) -> None:
    version = prepared()
    assert version.is_prepared
    assert framework_in_use("suffolk") == council.framework
    assert framework_for("suffolk", next_year()) == council.framework


@pytest.mark.item("SUF-T-13")
def test_acc_089_old_records_keep_their_wording_and_new_ones_have_the_new(
    council: Council, clock: time_machine.Traveller
) -> None:
    version, year = prepared(), next_year()
    adopt(version=version, year=year, by=council.hana)
    assert framework_for("suffolk", council.year) == council.framework
    assert framework_for("suffolk", year) == version
    clock.move_to("2026-09-02T09:00:00Z")
    assert framework_in_use("suffolk") == version
    answer = signed_in(council.user("sam")).post(
        f"/schools/{council.hawthorn.pk}/record/", follow=True
    )
    assert answer.status_code == 200
    new = council.hawthorn.records.get(year=year)
    assert new.framework == version
    criteria = {
        record.year.label: record.framework.criteria.get(code="SUF-C-01").text
        for record in council.hawthorn.records.select_related("framework", "year")
    }
    assert criteria == {"2025/26": OLD, "2026/27": NEW}
    # The level goes on, and a proposal in the new year offers the new wording.
    form = read(council.user("sam"), f"/schools/{council.hawthorn.pk}/levels/propose/")
    assert NEW in form.lower() or NEW.capitalize() in form
    assert OLD not in form.lower()


def test_versions_are_compared_line_by_line(council: Council) -> None:
    found = {
        (part.name, line.thing, line.key): (line.before, line.after)
        for part in compared(council.framework, prepared())
        for line in part.lines
    }
    left_out = found.pop(("Menu", "SUF-M-46", "Text"))
    assert left_out[0].startswith("Specific support required")
    assert left_out[1] == ""
    assert found == {
        ("Criteria", "SUF-C-01", "Text"): (OLD, NEW),
        ("Levels", "suf_12 · SUF-E-04", "Quantity max"): ("12.0", "14.0"),
        ("Menu", "SUF-M-46", "Team"): ("virtual_school", ""),
    }


def test_the_page_marks_the_words_that_differ(council: Council) -> None:
    version = prepared()
    text = read(council.hana, f"/frameworks/{version.pk}/")
    assert "What differs from 2023-24 4 lines." in text
    assert "Records made by 2023-24 keep its wording." in text
    assert "taken out: 12.0 put in: 14.0" in text
    assert "Prepared, not adopted" in text


def test_a_version_is_adopted_once_for_a_year_that_has_no_record(
    council: Council,
) -> None:
    version, year = prepared(), next_year()
    with pytest.raises(RuleBroken, match="has not begun"):
        adopt(version=version, year=council.year, by=council.hana)
    open_record(
        school=council.hawthorn, year=year, framework=council.framework, by=council.sam
    )
    with pytest.raises(RuleBroken, match="1 record is prepared for that year"):
        adopt(version=version, year=year, by=council.hana)
    council.hawthorn.records.get(year=year).delete()
    adopt(version=version, year=year, by=council.hana)
    with pytest.raises(RuleBroken, match="adopted already"):
        adopt(version=version, year=year, by=council.hana)
    told = Event.objects.filter(verb="framework.adopted").values_list("actor_name")
    assert list(told) == [("Hana Yilmaz",)]


def test_an_adoption_is_put_back_until_a_record_is_made(council: Council) -> None:
    version, year = prepared(), next_year()
    adopt(version=version, year=year, by=council.hana)
    put_back(version=version, by=council.hana)
    version.refresh_from_db()
    assert (version.adopted_from, version.adopted_by) == (None, None)
    adopt(version=version, year=year, by=council.hana)
    open_record(school=council.hawthorn, year=year, framework=version, by=council.sam)
    with pytest.raises(RuleBroken, match="Records are made by this version"):
        put_back(version=version, by=council.hana)
    with pytest.raises(RuleBroken, match="first version"):
        put_back(version=council.framework, by=council.hana)


def test_the_head_of_service_adopts_on_a_page(council: Council) -> None:
    version, year = prepared(), next_year()
    address = f"/frameworks/{version.pk}/adopt/"
    assert "2026/27" in read(council.hana, address)
    answer = signed_in(council.hana).post(
        address, {"year": year.pk, "submit_token": "t" * 32}, follow=True
    )
    assert "The version is adopted." in words(answer)
    assert "Adopted from 1 September 2026. Decided by Hana Yilmaz." in words(answer)
    version.refresh_from_db()
    assert version.adopted_from == date(2026, 9, 1)


def test_the_administrator_hands_a_version_in(council: Council) -> None:
    answer = hand_in(council, reworded().encode())
    version = FrameworkVersion.objects.get(version="2026-27")
    assert answer.headers["Location"] == f"/frameworks/{version.pk}/"
    assert "Prepared" in read(council.ada, "/frameworks/")
    # The same file again changes nothing.
    hand_in(council, reworded().encode())
    assert FrameworkVersion.objects.filter(code="suffolk").count() == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "suffolk.yaml:1: file: there is nothing in it"),
        (b"\xff\xfe", "The file is not text in UTF-8."),
        (b"levels: [\n", "not YAML"),
        (b"a: &a [x]\nb: *a\n", "an alias is used; write it out"),
        (b"x" * (1024 * 1024 + 1), "The file is larger than 1 MB."),
        (b"[" * 100_000, "not YAML: it is nested more than 40 deep"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_is_loaded(
    council: Council, content: bytes, told: str
) -> None:
    answer = hand_in(council, content)
    assert answer.status_code == 422
    assert told in words(answer)
    assert FrameworkVersion.objects.count() == 1


def test_every_mistake_of_a_file_is_told_at_once(council: Council) -> None:
    text = (
        reworded()
        .replace("order: 2\n", "order: two\n")
        .replace('level: suf_24, text: "Safe', 'level: suf_25, text: "Safe')
    )
    answer = hand_in(council, text.encode())
    told = words(answer)
    assert "levels.suf_12.order: must be a whole number" in told
    assert "there is no level suf_25" in told
    assert FrameworkVersion.objects.count() == 1


def test_a_version_that_records_use_is_not_replaced(council: Council) -> None:
    text = FILE.read_text(encoding="utf-8").replace(OLD, NEW)
    answer = hand_in(council, text.encode())
    assert answer.status_code == 422
    assert "give the changed definition a new version" in words(answer)


def test_whoever_reads_records_alone_does_not_see_the_versions(
    council: Council,
) -> None:
    get(council.sam, "/frameworks/", status=403)
    get(council.helen, "/frameworks/", status=403)

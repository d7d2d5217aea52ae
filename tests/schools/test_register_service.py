"""Schools are brought up to date with the register, and nothing is lost by it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from schools.importers import gias
from schools.importers.gias import RegisterFile
from schools.models import FederationMembership, Region, School
from schools.services.regions import read_regions
from schools.services.register import sync_register
from schools.services.register_report import RegisterReport
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.typed_yaml import DefinitionError
from tests.schools.register import numbered, register, register_text

pytestmark = pytest.mark.django_db
SUFFOLK = Path("fixtures/register/suffolk_2025-07-17.csv")
JULY, AUTUMN = date(2025, 7, 17), date(2025, 9, 1)
FEDERATED = {"Federations (code)": "2036", "Federations (name)": "Two Rivers"}


def sync(rows: RegisterFile, **options: Any) -> RegisterReport:
    settings: dict[str, Any] = {"by": None, "seen_on": JULY, "dry_run": False}
    return sync_register(rows, **(settings | options))


def ash() -> School:
    school: School = School.objects.get(urn=100001)
    return school


def test_suffolk_is_loaded_with_its_types_and_regions() -> None:
    report = sync(gias.read(SUFFOLK))
    assert (report.added, report.refused) == (323, 0)
    assert School.objects.filter(maintained=True).count() == 88
    assert set(Region.objects.values_list("code", flat=True)) == {
        *("Ips", "C&S", "N", "W", "C&MS")
    }
    assert not School.objects.filter(region=None).exists()
    assert FederationMembership.objects.filter(end=None).count() == 12


def test_the_same_file_twice_changes_nothing() -> None:
    sync(gias.read(SUFFOLK))
    before = list(School.objects.order_by("pk").values())
    report = sync(gias.read(SUFFOLK), seen_on=AUTUMN)
    assert (report.added, report.changed, report.unchanged) == (0, 0, 323)
    assert list(School.objects.order_by("pk").values()) == before
    assert not Event.objects.filter(verb="school.changed").exists()


@pytest.mark.item("ACC-115")
def test_good_rows_load_and_bad_rows_are_reported_by_line_and_reason() -> None:
    report = sync(
        register(
            *numbered(2),
            {"URN": "100001"},
            {"URN": "100003", "PhaseOfEducation (name)": "Upper"},
            {"URN": "100004", "EstablishmentName": ""},
            {"URN": "100005"},
        )
    )
    assert set(School.objects.values_list("urn", flat=True)) == {
        *(100001, 100002, 100005)
    }
    assert [(bad["line"], bad["column"], bad["reason"]) for bad in report.refusals] == [
        (4, "URN", "The same number is already on line 2"),
        (5, "PhaseOfEducation (name)", "This is not a known value"),
        (6, "EstablishmentName", "This is missing"),
    ]


def test_nothing_is_half_saved_when_the_file_breaks_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise RuntimeError("the power went out")

    monkeypatch.setattr("schools.services.register_writing._begin_heads", fail)
    with pytest.raises(RuntimeError):
        sync(register(*numbered(3)))
    assert not School.objects.exists()


def test_changed_fields_are_named_and_told() -> None:
    sync(register({}))
    report = sync(register({"NumberOfPupils": "111", "Town": "Felixstowe"}))
    assert report.changed_examples == [
        {"urn": 100001, "name": "Ash Primary School", "fields": ["town", "pupils"]}
    ]
    assert (ash().pupils, ash().town) == (111, "Felixstowe")
    event = Event.objects.get(verb="school.changed")
    assert event.sentence == "changed town, pupils of Ash Primary School"
    assert event.scope == ash().scope


def test_a_column_that_the_file_lacks_leaves_what_is_stored() -> None:
    sync(register({}))
    report = sync(register({"Town": "Eye"}, without=("NumberOfPupils", "OpenDate")))
    assert report.fields == {"town": 1}
    assert ash().pupils == 107
    assert ash().opened_on == date(2015, 9, 1)
    assert "NumberOfPupils" in report.missing_columns


def test_a_close_date_before_the_stored_opening_is_refused() -> None:
    sync(register({}))
    report = sync(register({"CloseDate": "01-09-2014"}, without=("OpenDate",)))
    assert report.refusals[0]["reason"] == "The school would close before it opens"
    assert ash().closed_on is None


def test_a_dry_run_reports_and_writes_nothing() -> None:
    report = sync(register(*numbered(2)), dry_run=True)
    assert report.added == 2
    assert not School.objects.exists()
    assert not Region.objects.exists()
    assert not Event.objects.exists()


def test_a_new_head_leaves_the_old_one_in_the_history() -> None:
    sync(register({}))
    report = sync(register({"HeadFirstName": "Dale"}), seen_on=AUTUMN)
    assert report.fields == {"head": 1}
    new, old = ash().registered_heads.all()
    assert (new.name, new.last_seen_on) == ("Mrs Dale Southwell", None)
    assert (old.name, old.last_seen_on) == ("Mrs Briar Southwell", date(2025, 8, 31))


def test_a_vacant_headship_ends_the_old_head_once() -> None:
    vacant = dict.fromkeys(("HeadTitle (name)", "HeadFirstName", "HeadLastName"), "")
    sync(register({}))
    assert sync(register(vacant), seen_on=JULY).changed == 1
    assert sync(register(vacant), seen_on=AUTUMN).changed == 0
    assert [head.last_seen_on for head in ash().registered_heads.all()] == [JULY]


def test_joining_and_leaving_a_federation_keeps_the_membership() -> None:
    sync(register({}))
    assert sync(register(FEDERATED)).fields == {"federation": 1}
    assert str(ash().federation) == "Two Rivers"
    assert sync(register(FEDERATED)).changed == 0
    assert sync(register({}), seen_on=AUTUMN).fields == {"federation": 1}
    assert ash().federation is None
    assert ash().memberships.get().end == AUTUMN


def test_federations_of_one_name_are_told_apart_and_renamed() -> None:
    one, two = numbered(2)
    other = FEDERATED | {"Federations (code)": "2037"}
    sync(register(one | FEDERATED, two | other))
    assert sync(register(one | FEDERATED, two | other)).changed == 0
    names = set(School.objects.values_list("memberships__federation__name", flat=True))
    assert names == {"Two Rivers", "Two Rivers (2037)"}
    renamed = FEDERATED | {"Federations (name)": "Three Rivers"}
    assert sync(register(one | renamed, two | other)).fields == {"federation": 1}
    assert str(ash().federation) == "Three Rivers"
    assert ash().memberships.count() == 1


def test_a_missing_school_is_reported_and_kept() -> None:
    sync(register(*numbered(100)))
    report = sync(register(*numbered(99)))
    assert report.missing_examples == [{"urn": 100100, "name": "School 99"}]
    assert School.objects.get(urn=100100).status == "Open"


def test_more_than_two_in_a_hundred_missing_asks_for_confirmation() -> None:
    sync(register(*numbered(100)))
    changed = [{"Town": "Eye"} | row for row in numbered(97)]
    with pytest.raises(RuleBroken, match=r"3 of the 100 open schools.*935"):
        sync(register(*changed))
    assert not School.objects.filter(town="Eye").exists()
    assert sync(register(*numbered(98))).missing == 2
    assert sync(register(*changed), confirmed=True).changed == 97


def test_a_refused_row_is_not_a_missing_school() -> None:
    sync(register({}))
    report = sync(register({"PhaseOfEducation (name)": "Upper"}))
    assert (report.missing, report.refused) == (0, 1)


def test_other_authorities_and_schools_entered_by_hand_are_not_missed() -> None:
    sync(register({}, {"URN": "100002", "LA (code)": "936"}, {"URN": "900001"}))
    assert sync(register({})).missing == 0


def test_one_authority_is_picked_and_a_school_that_left_it_is_followed() -> None:
    one, two = numbered(2)
    assert sync(register(one, two | {"LA (code)": "936"}), la_codes=["935"]).added == 1
    report = sync(register(one | {"LA (code)": "936"}), la_codes=["935"])
    assert (report.changed, report.missing) == (1, 0)
    assert ash().la_code == "936"


def test_a_region_given_by_hand_stays_where_the_table_knows_none() -> None:
    region = Region.objects.create(code="Far", name="Far away")
    sync(register({"ParliamentaryConstituency (name)": "Elsewhere"}))
    School.objects.update(region=region)
    report = sync(register({"ParliamentaryConstituency (name)": "Elsewhere"}))
    assert report.changed == 0
    assert ash().region == region


def test_an_unknown_type_is_taken_as_not_maintained_and_told() -> None:
    report = sync(register({"TypeOfEstablishment (name)": "Cloud school"}))
    assert report.unknown_types == ["Cloud school"]
    assert not ash().maintained


def test_the_report_is_plain_json_with_progress_told() -> None:
    told: list[tuple[int, int]] = []
    sync(register(*numbered(3)), progress=lambda *step: told.append(step))
    assert told[-1] == (3, 3)
    report = sync(register({"Town": "Eye"}), dry_run=True).as_json()
    assert json.loads(json.dumps(report)) == report
    assert report["fields"] == {"name": 1, "town": 1}
    assert report["vanishing"] == [{"la_code": "935", "missing": 2, "open": 3}]
    assert report["summary"].startswith("0 added, 1 changed, 0 unchanged")


def test_a_constituency_in_two_regions_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "regions.yaml"
    file.write_text(
        "regions:\n"
        "  - {code: A, name: A, constituencies: [Eye]}\n"
        "  - {code: B, name: B, constituencies: [Eye]}\n"
    )
    with pytest.raises(DefinitionError, match="Eye already lies in another region"):
        read_regions(file)


def test_the_command_reports_and_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "schools.csv"
    file.write_text(register_text(*numbered(2), {"URN": "x"}), newline="")
    call_command("import_gias", str(file), "--la", "935")
    shown = capsys.readouterr().out
    assert "2 added" in shown
    assert "refused line 4, URN: This is not a whole number: 'x'" in shown
    file.write_text(register_text({}), newline="")
    with pytest.raises(CommandError, match="1 of the 2 open schools"):
        call_command("import_gias", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_gias", str(tmp_path / "nowhere.csv"))

"""The log of events as a file: who may have it, what is withheld, and that it verifies."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from protection.queries.log import Period
from protection.services.log_export import export_log
from schools.models import School
from sitrack.core.audit.exported import verify, written
from sitrack.core.audit.services import erase, seal
from sitrack.core.models import Event
from tests.engagement.lettering import issued
from tests.universe import TODAY, Council
from visits.services.replies import comment


def a_file(council: Council, who: str, school: School | None = None) -> list[str]:
    """The lines that somebody is given of today."""
    period = Period(TODAY, TODAY, school)
    made = export_log(period=period, kind="jsonl", by=council.user(who))
    return made.decode().splitlines()


def events_in(lines: list[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines[1:-1]]


@pytest.fixture
def done(council: Council) -> Council:
    """A note was shared and commented at Hawthorn, and all is sealed."""
    visit = council.shared_visit()
    comment(visit=visit, text="So it was.", by=council.helen)
    assert seal() > 2
    return council


def test_the_file_of_a_school_verifies_by_itself(done: Council) -> None:
    lines = a_file(done, "hana", done.hawthorn)
    found = verify(lines)
    rows = events_in(lines)
    assert (found.faults, found.events, found.withheld) == ([], len(rows), 0)
    assert found.sealed == len(rows) > 2
    assert {row["scope"] for row in rows} == {done.hawthorn.scope}
    assert "Helen Marsh" in {row["actor_name"] for row in rows}
    assert json.loads(lines[0])["school"] == done.hawthorn.scope


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: [line.replace("Helen Marsh", "Harry Marsh") for line in lines],
        lambda lines: [*lines[:2], *lines[3:]],
        lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
        lambda lines: [*lines[:-2], lines[-1]],
        lambda lines: lines[:-1],
        lambda lines: [lines[0].replace("2025-11-10", "2025-11-09"), *lines[1:]],
        lambda lines: ["{}", *lines[1:]],
        lambda lines: [],
    ],
)
def test_a_file_that_was_changed_is_found(done: Council, damage: Any) -> None:
    lines = a_file(done, "hana", done.hawthorn)
    assert verify(lines).faults == []
    assert verify(damage(lines)).faults != []


def test_a_seal_that_is_not_ours_is_found_even_in_a_file_signed_anew(
    done: Council,
) -> None:
    rows = events_in(a_file(done, "hana", done.hawthorn))
    rows[0]["seal"]["link"] = "0" * 64
    rows[1]["label"] = "Something else"
    faults = verify(written({}, rows)).faults
    assert f"Altered: the seal of event {rows[0]['event']} is not ours." in faults
    assert f"Altered: event {rows[1]['event']} is not as it was written." in faults


@pytest.mark.item("CONF-14")
def test_the_administrator_has_the_log_without_words(done: Council) -> None:
    lines = a_file(done, "ada")
    rows = events_in(lines)
    assert verify(lines).faults == []
    assert all(row["withheld"] in ("words", "all") for row in rows)
    assert not any("label" in row or "actor_name" in row for row in rows)
    assert any(row.get("verb") == "visit.shared" for row in rows)
    assert "Helen Marsh" not in "".join(lines)


@pytest.mark.item("CONF-01", "CONF-14")
@pytest.mark.parametrize("who", ["ada", "hana"])
def test_an_event_of_a_restricted_letter_looks_like_any_other_that_is_withheld(
    council: Council, who: str
) -> None:
    issued(council)
    seal()
    lines = a_file(council, who)
    assert verify(lines).faults == []
    text = "".join(lines)
    assert "letter." not in text
    assert "restricted" not in text
    hidden = [row for row in events_in(lines) if row.get("withheld") == "all"]
    assert len(hidden) >= Event.objects.filter(audience="restricted").count() > 0
    assert all(set(row) == {"event", "seal", "withheld"} for row in hidden)


def test_a_lead_has_the_schools_of_the_region_and_no_other(done: Council) -> None:
    scopes = {row["scope"] for row in events_in(a_file(done, "rita"))}
    assert done.hawthorn.scope in scopes
    assert done.birch.scope not in scopes
    assert events_in(a_file(done, "rolf")) == [
        row
        for row in events_in(a_file(done, "rolf"))
        if row["scope"] == done.birch.scope
    ]
    with pytest.raises(PermissionDenied):
        a_file(done, "rita", done.birch)


@pytest.mark.parametrize("who", ["sam", "helen", "dee", "theo"])
def test_nobody_else_has_a_file(done: Council, who: str) -> None:
    with pytest.raises(PermissionDenied):
        a_file(done, who, done.hawthorn)


def test_erased_words_are_not_in_the_file_and_it_verifies(done: Council) -> None:
    event = Event.objects.within(done.hawthorn.scope).get(verb="visit.shared")
    erase([event], by=None, reason="asked for")
    lines = a_file(done, "hana", done.hawthorn)
    assert verify(lines).faults == []
    assert f'"event": {event.pk},' in "".join(lines)


def test_the_command_verifies_a_file(
    done: Council, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = a_file(done, "hana", done.hawthorn)
    file = tmp_path / "events.jsonl"
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    call_command("verify_events", file)
    count = len(lines) - 2
    assert f"{count} events, {count} of them sealed" in capsys.readouterr().out
    file.write_text("\n".join(lines).replace("Helen", "Harry"), encoding="utf-8")
    with pytest.raises(CommandError, match="faults were found"):
        call_command("verify_events", file)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_events", tmp_path / "none")


def test_the_page_hands_out_a_table_and_notes_it(done: Council, client: Client) -> None:
    client.force_login(done.hana)
    sent = {
        "first": "10/11/2025",
        "last": "10/11/2025",
        "school": done.hawthorn.pk,
        "kind": "csv",
    }
    answer = client.post(reverse("protection:log"), sent)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert "Helen Marsh" in {row["Who"] for row in rows}
    told = Event.objects.latest("pk")
    assert told.sentence == "downloaded the log of events from 2025-11-10 to 2025-11-10"


def test_the_page_asks_for_days_in_order_and_a_school_of_the_readers(
    council: Council, client: Client
) -> None:
    client.force_login(council.rita)
    sent = {"first": "10/11/2025", "last": "9/11/2025", "kind": "csv"}
    page = client.post(reverse("protection:log"), {**sent, "school": council.birch.pk})
    assert page.status_code == 422
    text = page.content.decode()
    assert "The last day must not be before the first" in text
    assert "Select a valid choice" in text


def test_a_file_that_would_be_too_long_is_refused(
    done: Council, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("protection.services.log_export.MOST", 1)
    client.force_login(done.hana)
    sent = {"first": "1/9/2025", "last": "10/11/2025"}
    page = client.post(reverse("protection:log"), {**sent, "kind": "jsonl"})
    assert page.status_code == 422
    assert "Choose a shorter time." in page.content.decode()

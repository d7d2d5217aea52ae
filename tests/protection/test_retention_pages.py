"""The list, the decision, the second person and the certificate, as pages."""

import csv
import io

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from protection.models import Destruction, DestructionUnit, Keeping
from protection.queries.retention.doomed import Place, doomed_at
from protection.retention import Years, kind_of
from protection.services.erasures import ask as ask_to_erase
from protection.services.holds import set_hold
from schools.models import Person
from sitrack.core.models import Notification
from sitrack.core.sweep import sweep
from tests.engagement.lettering import issued
from tests.protection.retiring import LATER, YEAR, asked, destroyed
from tests.universe import Council
from visits.models import Visit

LIST = reverse("protection:retention")
RECORDS = reverse("protection:retention_year", args=["record", YEAR])
LETTERS = reverse("protection:retention_year", args=["letter", YEAR])
MUCH_LATER = LATER.replace(year=2036)


@pytest.fixture
def visited(council: Council, clock: time_machine.Traveller) -> Visit:
    visit = council.final_visit()
    clock.move_to(LATER)
    return visit


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_walk_from_the_list_to_the_certificate(
    client: Client, council: Council, visited: Visit
) -> None:
    client.force_login(council.ada)
    assert "2025/26" in page(client, LIST)
    here = reverse(
        "protection:retention_place", args=["record", YEAR, council.hawthorn.pk]
    )
    assert here in page(client, RECORDS)
    assert "Hawthorn Primary School (Visits: 1)" in page(client, RECORDS)
    weighed = client.get(here).context["weighed"]
    assert weighed.counts["Visits"] == 1
    # An administrator reads no titles (CONF-14).
    assert weighed.titles == []
    token = client.get(RECORDS).context["submit_token"]
    sent = {
        "schools": [council.hawthorn.pk],
        "decision": "destroy",
        "reason": "Nobody needs it",
        "submit_token": token,
    }
    address = client.post(RECORDS, sent)["Location"]
    assert client.post(RECORDS, sent)["Location"] == address
    assert Destruction.objects.count() == 1
    assert "somebody else must confirm it" in page(client, address)
    client.force_login(council.hana)
    assert client.get(here).status_code == 404
    assert address in page(client, LIST)
    token = client.get(address).context["submit_token"]
    decided = {"decision": "do", "submit_token": token}
    assert client.post(address, decided)["Location"] == address
    assert client.post(address, decided)["Location"] == address
    sweep()
    told = page(client, address)
    assert f"Certificate of destruction {Destruction.objects.get().pk}" in told
    assert "7 years after the end of the school year" in told
    assert "Nobody needs it" in told
    assert not Visit.objects.exists()


def test_the_head_of_service_reads_titles(
    client: Client, council: Council, visited: Visit
) -> None:
    client.force_login(council.hana)
    here = reverse(
        "protection:retention_place", args=["record", YEAR, council.hawthorn.pk]
    )
    assert client.get(here).context["weighed"].titles == [str(visited)]


def test_declining_takes_a_reason(
    client: Client, council: Council, visited: Visit
) -> None:
    address = asked(council).get_absolute_url()
    client.force_login(council.dee)
    token = client.get(address).context["submit_token"]
    refused = client.post(address, {"decision": "leave", "submit_token": token})
    assert "Say why they are left" in refused.content.decode()
    sent = {"decision": "leave", "note": "An inquiry is near", "submit_token": token}
    assert client.post(address, sent).status_code == 302
    assert "An inquiry is near" in page(client, address)


def test_keeping_takes_a_day(client: Client, council: Council, visited: Visit) -> None:
    client.force_login(council.ada)
    token = client.get(RECORDS).context["submit_token"]
    sent = {
        "schools": [council.hawthorn.pk],
        "decision": "keep",
        "reason": "A book is written",
        "submit_token": token,
    }
    assert "Say until when" in client.post(RECORDS, sent).content.decode()
    assert client.post(RECORDS, {**sent, "until": "1/9/2035"})["Location"] == LIST
    assert str(Keeping.objects.get()) in page(client, LIST)
    assert "Until 1 September 2035: A book is written." in page(client, LIST)


def test_nothing_chosen_and_what_is_elsewhere_are_refused(
    client: Client, council: Council, visited: Visit
) -> None:
    client.force_login(council.ada)
    token = client.get(RECORDS).context["submit_token"]
    sent = {"decision": "destroy", "reason": "x", "submit_token": token}
    for schools in ([], [council.academy.pk], ["zero"]):
        assert client.post(RECORDS, {**sent, "schools": schools}).status_code == 422
    assert not Destruction.objects.exists()


def test_a_hold_is_said_on_the_pages(
    client: Client, council: Council, visited: Visit
) -> None:
    set_hold(school=council.hawthorn, reason="An inquiry", by=council.ada)
    set_hold(person=council.persons["sam"], reason="A claim", by=council.ada)
    client.force_login(council.ada)
    assert "Hawthorn Primary School</a>, under a legal hold" in page(client, RECORDS)
    here = reverse(
        "protection:retention_place", args=["record", YEAR, council.hawthorn.pk]
    )
    told = page(client, here)
    assert "There is a legal hold on Hawthorn Primary School." in told
    assert "There is a legal hold on Sam Rowe." in told


def test_the_certificate_is_a_file_too(
    client: Client, council: Council, visited: Visit
) -> None:
    unit = destroyed(council)
    client.force_login(council.hana)
    answer = client.get(unit.destruction.get_absolute_url(), {"as": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 1
    assert rows[0]["School"] == "Hawthorn Primary School"
    assert rows[0]["Asked by"] == "Dee Stanton"
    assert rows[0]["Confirmed by"] == "Hana Yilmaz"
    assert rows[0]["Result"] == "Destroyed"
    assert rows[0]["Rows"] == str(unit.rows)
    assert "Visits 1" in rows[0]["What"]


def test_restricted_letters_wait_for_their_readers_alone(
    client: Client, council: Council, clock: time_machine.Traveller
) -> None:
    """Neither a row nor a count tells the administrator that there is one."""
    letter = issued(council)
    clock.move_to(MUCH_LATER)
    client.force_login(council.hana)
    assert LETTERS in page(client, LIST)
    destruction = asked(council, "letter", by=council.hana)
    told = Notification.objects.filter(key__startswith="destruction:")
    assert [row.recipient for row in told] == [council.dee]
    address = destruction.get_absolute_url()
    client.force_login(council.ada)
    assert LETTERS not in page(client, LIST)
    for hidden in (LETTERS, address):
        assert client.get(hidden).status_code == 404
    assert "Restricted letters" not in page(client, reverse("protection:destructions"))
    client.force_login(council.dee)
    token = client.get(address).context["submit_token"]
    client.post(address, {"decision": "do", "submit_token": token})
    sweep()
    assert not type(letter).objects.exists()
    unit = DestructionUnit.objects.get()
    assert unit.is_destroyed
    client.force_login(council.ada)
    assert address not in page(client, reverse("protection:destructions"))
    school = council.hawthorn.get_absolute_url()
    client.force_login(council.sam)
    assert "end of its time" not in page(client, school)


def test_a_letter_that_had_to_stay_goes_with_letters_alone(
    client: Client, council: Council, clock: time_machine.Traveller
) -> None:
    letter = issued(council)
    council.final_visit()
    clock.move_to(MUCH_LATER)
    DestructionUnit.objects.create(
        destruction=asked(council, "letter", by=council.hana),
        kind="letter",
        school=council.hawthorn,
        year=YEAR,
        due_at=MUCH_LATER,
        result="destroyed",
        done_at=MUCH_LATER,
        left_rows={letter._meta.label: [str(letter.pk)]},
    )
    client.force_login(council.ada)
    here = reverse(
        "protection:retention_place", args=["record", YEAR, council.hawthorn.pk]
    )
    # Nothing stays but the record of the level in force.
    assert client.get(here).context["weighed"].left == 1
    # Any year of letters looks at it again; what hangs on it still does here.
    place = Place(kind_of("letter"), council.hawthorn, Years().of(2015))
    assert doomed_at(place).spared[type(letter)] == {letter.pk}


def test_of_restricted_letters_nothing_leaves_in_a_file(
    client: Client, council: Council, clock: time_machine.Traveller
) -> None:
    issued(council)
    clock.move_to(MUCH_LATER)
    unit = destroyed(council, "letter")
    assert unit.is_destroyed
    client.force_login(council.hana)
    address = unit.destruction.get_absolute_url()
    answer = client.get(address, {"as": "csv"})
    assert answer["Content-Type"].startswith("text/html")
    assert "as=csv" not in answer.content.decode()
    listed = client.get(reverse("protection:destructions"), {"as": "csv"})
    assert "Restricted letters" not in listed.content.decode()


def test_people_who_left_are_listed_for_whoever_may_erase_them(
    client: Client, council: Council, left: Person
) -> None:
    client.force_login(council.ada)
    told = page(client, LIST)
    assert "1 person is past 2 years after the end of their last post." in told
    assert reverse("protection:erasure_ask", args=[left.pk]) in told
    client.force_login(council.dee)
    assert str(left) not in page(client, LIST)
    ask_to_erase(person=left, reason="x", by=council.ada)
    client.force_login(council.ada)
    assert reverse("protection:erasure_ask", args=[left.pk]) not in page(client, LIST)

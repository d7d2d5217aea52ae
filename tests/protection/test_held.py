"""What is held about a person: the page and the file, for them and for the administrator."""

import csv
import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from protection.queries.held import Subject, held_about, subject_of
from protection.services.subject_access import everything, export
from schools.services.people import add_person
from sitrack.core.models import Event
from tests.engagement.lettering import issued
from tests.universe import Council
from visits.models import VisitSection
from visits.services.replies import comment

WORDS = "We would put it another way."


def commented(council: Council) -> None:
    """Helen commented on a shared note, which gave her a next step."""
    visit = council.shared_visit()
    comment(visit=visit, text=WORDS, by=council.helen)


def by_slug(council: Council, name: str, reader: str) -> dict[str, list[str]]:
    """What the reader is told of somebody, as text, by kind."""
    subject = Subject(council.persons[name], council.user(name))
    return {
        one.slug: [f"{line.says} {line.place} {line.words}" for line in one.lines]
        for one in everything(subject, council.user(reader))
    }


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


@pytest.mark.item("CONF-15")
def test_a_person_reads_what_they_wrote_and_what_names_them(council: Council) -> None:
    commented(council)
    held = by_slug(council, "helen", "helen")
    assert WORDS in held["visits-comment"][0]
    assert "Hawthorn Primary School" in held["visits-comment"][0]
    assert "helen" in held["schools-person"][0]
    assert "Hawthorn Primary School" in held["schools-post"][0]
    assert any("commented" in line for line in held["events"])


@pytest.mark.item("CONF-14")
def test_the_administrator_learns_when_and_what_kind_and_no_words(
    council: Council,
) -> None:
    commented(council)
    held = by_slug(council, "helen", "ada")
    assert held["visits-comment"] == ["wrote it  {}"]
    assert WORDS not in str(held)
    assert not any("Share the phonics plan" in str(lines) for lines in held.values())
    assert "Hawthorn Primary School" in held["schools-post"][0]


def test_what_names_somebody_in_a_draft_is_not_told_to_them(council: Council) -> None:
    council.draft_visit()
    assert "visits-nextstep" not in by_slug(council, "helen", "helen")


def test_of_a_school_that_is_no_longer_theirs_they_keep_the_when_and_not_the_words(
    council: Council,
) -> None:
    commented(council)
    council.persons["helen"].posts.update(start="2024-09-01", end="2025-08-31")
    held = by_slug(council, "helen", "helen")
    assert held["visits-comment"] == ["wrote it  {}"]
    assert WORDS not in str(held)


def test_somebody_without_an_account_is_named_where_they_are(council: Council) -> None:
    person = add_person(name="Nell Ode", email="nell@school.example", by=council.ada)
    held = held_about(Subject(person, None), council.ada)
    assert [one.slug for one in held] == ["schools-person"]
    assert held[0].lines[0].words["Name"] == "Nell Ode"


def test_the_file_holds_a_page_all_as_json_and_a_table_of_each_kind(
    council: Council,
) -> None:
    commented(council)
    helen = council.user("helen")
    file = opened(export(subject=subject_of(helen), by=helen))
    assert WORDS in file.read("read-me.html").decode()
    kinds = json.loads(file.read("all.json"))["kinds"]
    comments = next(one for one in kinds if one["kind"] == "Comments on visits")
    assert comments["rows"][0]["Text"] == WORDS
    table = file.read("tables/visits-comment.csv").decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(table)))
    assert (row["Part"], row["Text"]) == ("wrote it", WORDS)
    event = Event.objects.latest("pk")
    assert (event.verb, event.audience) == ("data.own_exported", "system")
    assert "read-me.html" in file.namelist()
    assert not any("helen" in name.lower() for name in file.namelist())


def test_a_day_is_written_for_people_on_the_page_and_for_sorting_in_the_file(
    council: Council, client: Client
) -> None:
    client.force_login(council.helen)
    page = client.get(reverse("protection:own")).content.decode()
    start = council.persons["helen"].posts.get().start
    assert f"Start: {start:%-d %B %Y}" in page
    assert f"Start: {start}" not in page
    file = opened(export(subject=subject_of(council.helen), by=council.helen))
    assert f"Start: {start:%-d %B %Y}" in file.read("read-me.html").decode()
    posts = file.read("tables/schools-post.csv").decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(posts)))["Start"] == start.isoformat()


def test_earlier_versions_stand_apart_and_are_folded(
    council: Council, client: Client
) -> None:
    commented(council)
    # Who saved a version is the reader of the page that saved it; here was none.
    VisitSection.history.update(history_user=council.helen)
    client.force_login(council.helen)
    page = client.get(reverse("protection:own")).content.decode()
    today, earlier = page.split("Earlier versions</h2>")
    assert 'id="visits-comment"' in today
    assert "earlier versions (" not in today
    assert "earlier versions (" in earlier


def test_the_administrators_file_is_an_event_that_names_whose_it_is(
    council: Council, client: Client
) -> None:
    commented(council)
    client.force_login(council.ada)
    address = reverse("protection:held_file", args=[council.persons["helen"].pk])
    answer = client.post(address)
    assert answer["Content-Type"] == "application/zip"
    assert "Helen" not in answer["Content-Disposition"]
    assert WORDS.encode() not in opened(answer.content).read("all.json")
    event = Event.objects.latest("pk")
    assert (event.verb, event.label) == ("data.exported", "Helen Marsh")
    assert event.actor_name == "Ada Quill"


def test_the_pages_lead_to_each_other(council: Council, client: Client) -> None:
    client.force_login(council.ada)
    person = council.persons["helen"]
    page = client.get(person.get_absolute_url()).content.decode()
    assert reverse("protection:held", args=[person.pk]) in page
    own = client.get(reverse("sign_ins:own")).content.decode()
    assert reverse("protection:own") in own


@pytest.mark.item("CONF-01")
def test_a_restricted_letter_leaves_no_trace_for_who_may_not_read_it(
    council: Council,
) -> None:
    issued(council)
    for who in ("rita", "hana", "cora"):
        told = str(by_slug(council, who, "ada"))
        assert "restrictedletter" not in told
        assert "letter." not in told
    assert "engagement-restrictedletter" in by_slug(council, "rita", "rita")
    council.persons["rita"].posts.update(start="2024-09-01", end="2025-08-31")
    assert "engagement-restrictedletter" not in by_slug(council, "rita", "rita")


@pytest.mark.item("CONF-07")
def test_a_page_that_was_refused_is_not_told_so_that_nothing_shows_what_is_there(
    client: Client, council: Council
) -> None:
    letter = issued(council)
    client.force_login(council.theo)
    before = by_slug(council, "theo", "theo")
    for pk in (letter.pk, letter.pk + 1):
        assert client.get(reverse("engagement:letter", args=[pk])).status_code == 404
    assert Event.objects.filter(verb="access.refused").count() == 1
    assert by_slug(council, "theo", "theo") == before

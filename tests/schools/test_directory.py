"""The directory: sections as data, entries that say when they were checked, the team
from its posts, and the safeguarding notice."""

from pathlib import Path
from typing import Any

import pytest
import time_machine

from schools.models import DirectoryEntry, DirectorySection
from schools.services.directory import (
    Contact,
    add_contact,
    change_contact,
    word_notice,
)
from schools.services.directory_file import (
    Skeleton,
    load_skeleton,
    our_skeleton,
    read_skeleton,
)
from schools.services.people import change_person
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from sitrack.core.typed_yaml import DefinitionError
from sitrack.core.versions import Stale
from tests.reports.pages import counted, get, queries_of, read, signed_in, words
from tests.universe import NOW, Council

PAGE = "/directory/"
WARNING = "Worried about a child’s safety? Call First Call on 01632 960999"


@pytest.fixture
def placed(council: Council) -> Council:
    load_skeleton(our_skeleton(), framework="suffolk")
    return council


def topic(name: str) -> DirectoryEntry:
    found: DirectoryEntry = DirectoryEntry.objects.get(topic=name)
    return found


def fill(entry: DirectoryEntry, council: Council, **said: str) -> DirectoryEntry:
    contact = Contact(section=entry.section, topic=entry.topic, **said)
    return change_contact(
        entry=entry, contact=contact, expected_version=entry.version, by=council.ada
    )


def topics_of(code: str) -> list[str]:
    return list(
        DirectoryEntry.objects.filter(section__code=code).values_list(
            "topic", flat=True
        )
    )


@pytest.mark.item("SUF-K-02", "SUF-K-03", "SUF-K-05", "SUF-K-07", "SUF-K-08")
@pytest.mark.item("SUF-K-09")
def test_the_skeleton_has_the_sources_sections_and_topics_and_nobodys_name(
    placed: Council,
) -> None:
    names = list(DirectorySection.objects.values_list("name", flat=True))
    assert names == [
        "The Standards and Excellence Team",
        "Executive Director",
        "Education Skills and Learning (ES&L) Leadership Team",
        "Topic contacts",
        "Early Help Team",
        "Inclusion/SEND",
        "Website",
    ]
    counts = [len(topics_of(f"SUF-K-0{number}")) for number in (2, 3, 5, 7, 8, 9)]
    assert counts == [1, 10, 25, 11, 9, 1]
    assert topics_of("SUF-K-02") == ["Executive Director of Childrens Services"]
    assert topics_of("SUF-K-03")[0] == "AD Education Skills and Learning"
    assert topics_of("SUF-K-05")[-1] == "Teacher Recruitment"
    assert topics_of("SUF-K-07")[-1] == "Lowestoft and Waveney"
    early_help = DirectorySection.objects.get(code="SUF-K-07")
    assert early_help.intro == (
        "To discuss submitting a CAF please contact the appropriate local Early Help"
        " team:"
    )
    assert topics_of("SUF-K-08")[0] == "AD Inclusion"
    assert topics_of("SUF-K-09") == ["Suffolk Learning"]
    held = DirectoryEntry.objects.exclude(name="", phone="", email="", link="")
    assert not held.exists()


def test_loading_again_changes_nothing_that_was_filled_in(placed: Council) -> None:
    fill(topic("Admissions"), placed, phone="01632 960201")
    topic("Finance").delete()
    before = DirectoryEntry.objects.count()
    assert load_skeleton(our_skeleton(), framework="suffolk") == 0
    assert DirectoryEntry.objects.count() == before
    assert topic("Admissions").phone == "01632 960201"


def test_a_mistake_in_the_file_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("sections:\n- {code: A, name: One}\n- {code: A, name: Two}\n")
    with pytest.raises(DefinitionError, match=r"mine.yaml:3: .*A is used twice"):
        read_skeleton(file)
    assert our_skeleton() != Skeleton()


@pytest.mark.item("SUF-K-01", "SUF-K-06")
def test_the_team_comes_from_its_posts_with_areas_and_telephones(
    placed: Council,
) -> None:
    person = placed.persons["sam"]
    change_person(
        person=person,
        name=person.name,
        email=person.email,
        phone="01632 960131",
        expected_version=person.version,
        by=placed.ada,
    )
    shown = read(placed.gus, PAGE)
    team = shown[shown.index("The Standards and Excellence Team") :]
    assert "Hana Yilmaz Head of School Improvement" in team
    assert "Rita Okafor Regional Lead for Education, East" in team
    assert "Sam Rowe Standards and Excellence Partner, East 01632 960131" in team
    order = [team.index(name) for name in ("Hana", "Rita", "Rolf", "Ola", "Sam")]
    assert order == sorted(order)
    assert "Theo Grant" not in team


def test_whoever_signs_in_finds_whom_to_ask(placed: Council) -> None:
    fill(
        topic("Admissions"),
        placed,
        name="Admissions helpdesk",
        phone="01632 960201",
        email="admissions@council.example",
        link="https://council.example/admissions",
        area="North",
    )
    for user in (placed.gus, placed.helen, placed.sam):
        shown = read(user, PAGE)
        assert "Admissions , North Admissions helpdesk 01632 960201" in shown
        assert "Checked 10 November 2025" in shown
        assert "Finance" not in shown
        assert "Checked today" not in shown
    html = get(placed.helen, f"{PAGE}?q=north+ADMI").content.decode()
    assert 'href="mailto:admissions@council.example"' in html
    assert "1 entry for “north ADMI”" in read(placed.helen, f"{PAGE}?q=north+ADMI")
    assert "Nothing found" in read(placed.helen, f"{PAGE}?q=<b>x</b>")
    assert "Finance Not filled in yet: only you see it" in read(placed.ada, PAGE)


def test_an_entry_checked_long_ago_says_so_until_it_is_checked_again(
    placed: Council, clock: time_machine.Traveller
) -> None:
    entry = fill(topic("Admissions"), placed, phone="01632 960201")
    clock.move_to(NOW.replace(year=2026, month=5, day=11))
    assert "Checked 10 November 2025" in read(placed.helen, PAGE)
    clock.move_to(NOW.replace(year=2026, month=5, day=13))
    calm = "Not checked since 10 November 2025: it may have changed"
    assert calm in read(placed.helen, PAGE)

    ada = signed_in(placed.ada)
    for _ in range(2):
        answer = ada.post(f"{PAGE}{entry.pk}/checked/", follow=True)
        assert "Admissions: checked today." in words(answer)
    assert "Checked 13 May 2026" in read(placed.helen, PAGE)
    verbs = [event.verb for event in Event.objects.about(entry)]
    assert verbs == ["directory.checked", "directory.changed"]


def sent(entry: DirectoryEntry, **said: Any) -> dict[str, Any]:
    facts = {"section": entry.section_id, "topic": entry.topic}
    return {**facts, "version": entry.version, **said}


def test_the_administrator_fills_in_adds_and_removes(placed: Council) -> None:
    ada, entry = signed_in(placed.ada), topic("Admissions")
    address = f"{PAGE}{entry.pk}/"
    refused = ada.post(address, sent(entry, name="Nobody to be reached"))
    assert refused.status_code == 422
    assert "Enter a telephone, an e-mail address or a web page" in words(refused)
    refused = ada.post(address, sent(entry, link="javascript:alert(1)"))
    assert "Web page must be like https://council.example" in words(refused)
    ada.post(address, sent(entry, phone="01632 960201"))
    late = ada.post(address, sent(entry, phone="01632 960299"))
    assert late.status_code == 409
    assert "01632 960201" in words(late)
    assert topic("Admissions").phone == "01632 960201"

    section = entry.section_id
    new = {"section": section, "topic": "Library", "email": "library@council.example"}
    added = ada.post(f"{PAGE}add/", new, follow=True)
    assert "Added, and checked today." in words(added)
    library = topic("Library")
    assert library.order == 26
    asked = words(ada.get(f"{PAGE}{library.pk}/remove/"))
    assert "Library is taken out of the directory." in asked
    ada.post(f"{PAGE}{library.pk}/remove/")
    assert not DirectoryEntry.objects.filter(topic="Library").exists()


def test_a_section_drawn_from_posts_takes_no_entries(placed: Council) -> None:
    team = DirectorySection.objects.get(code="SUF-K-01")
    with pytest.raises(RuleBroken, match="drawn from people’s posts"):
        add_contact(contact=Contact(team, "A name", phone="1"), by=placed.ada)


def notice(council: Council, **more: Any) -> None:
    facts = {"service": "First Call", "phone": "01632 960999", "hours": "Day and night"}
    said: dict[str, Any] = {**facts, "shown": True, "expected_version": 1, **more}
    word_notice(**said, by=council.ada)


@pytest.mark.item("SUF-K-04")
def test_the_safeguarding_notice_stands_where_it_helps_and_costs_no_query(
    placed: Council,
) -> None:
    school = placed.hawthorn.get_absolute_url()
    form = f"{school}visits/new/"
    pages = [
        (placed.gus, school),
        (placed.helen, school),
        (placed.sam, school),
        (placed.sam, form),
        (placed.gus, PAGE),
    ]
    before = [queries_of(user, page) for user, page in pages]
    for user, page in pages:
        assert "Worried" not in read(user, page)
    with counted() as queries:
        notice(placed)
    assert queries
    assert [queries_of(user, page) for user, page in pages] == before
    for user, page in pages:
        assert f"{WARNING} . Day and night. In an emergency call 999." in read(
            user, page
        )


@pytest.mark.item("SUF-K-04")
def test_the_administrator_words_the_notice_and_switches_it_off(
    placed: Council,
) -> None:
    ada, address = signed_in(placed.ada), f"{PAGE}safeguarding/"
    words_sent = {"service": "First Call", "hours": "", "version": 1}
    refused = ada.post(address, {**words_sent, "phone": " ", "shown": "on"})
    assert "Say whom to call before it is shown." in words(refused)
    ada.post(address, {**words_sent, "phone": "01632 960999", "shown": "on"})
    assert WARNING in read(placed.helen, PAGE)
    assert 'href="tel:01632960999"' in get(placed.helen, PAGE).content.decode()
    late = ada.post(address, {**words_sent, "phone": "1", "shown": "on"})
    assert late.status_code == 409
    ada.post(address, {**words_sent, "phone": "01632 960999", "version": 2})
    assert "Worried" not in read(placed.helen, PAGE)
    with pytest.raises(Stale):
        notice(placed, expected_version=1)

"""Schools before and after: whose history is whose, and who reads it (INV-23)."""

from datetime import date, datetime

import pytest
import time_machine

from engagement.services.records import create_record
from reports.documents import record_document
from reports.services.closing import lock_closed
from schools.held import posts_of
from schools.models import School
from schools.services.federations import agree_trade
from schools.services.links import link_schools
from schools.services.people import appoint
from schools.services.schools import add_school
from sitrack.core.documents import render_pdf
from sitrack.core.models import AcademicYear
from sitrack.core.roles import Role
from tests.engagement.lettering import issued
from tests.pdf import text_of
from tests.reports.changing import Kind, confirmed, new_academy, proposed
from tests.reports.pages import counted, get, links, read
from tests.reports.turning import LONDON
from tests.universe import Council

IN_JANUARY = datetime(2026, 1, 5, 9, 0, tzinfo=LONDON)
THIS_YEAR = "2025/26"


def place(council: Council, school: School, **people: Role) -> None:
    for name, role in people.items():
        appoint(
            person=council.persons[name],
            role=role,
            school=school,
            start=date(2025, 11, 1),
            by=None,
        )


def generations(council: Council) -> School:
    """Birch, which Larch followed, which an academy followed; ola is SEP of the last."""
    academy = new_academy(council)
    for before, after in ((council.birch, council.elm), (council.elm, academy)):
        link_schools(
            successor=after,
            predecessor=before,
            kind=Kind.REPLACEMENT,
            since=date(2025, 9, 1),
            by=council.ada,
        )
    council.persons["ola"].posts.all().delete()
    place(council, academy, ola=Role.OFFICER, odd=Role.HEADTEACHER)
    return academy


@pytest.mark.item("INV-23")
def test_the_authority_reaches_every_generation_and_the_school_none(
    council: Council,
) -> None:
    academy = generations(council)
    for school in (council.elm, council.birch):
        get(council.user("ola"), school.get_absolute_url())
    page = get(council.user("ola"), academy.get_absolute_url())
    assert "The schools before Elm Junior School" in read(
        council.user("ola"), academy.get_absolute_url()
    )
    assert council.birch.get_absolute_url() in links(page)
    heads = read(council.user("odd"), academy.get_absolute_url())
    assert "Elm Junior School" not in heads
    get(council.user("odd"), council.elm.get_absolute_url(), status=404)


def test_links_are_read_only_where_there_are_any(council: Council) -> None:
    with counted() as queries:
        posts_of(council.user("sam"))
    assert len(queries) == 2
    generations(council)
    ola = council.user("ola")
    with counted() as queries:
        posts_of(ola)
    assert len(queries) == 3


@pytest.mark.item("ACC-075", "SUF-P-18", "CONF-11")
def test_acc_075_a_head_of_the_academy_reads_nothing_of_the_school_before(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.final_visit()
    academy = new_academy(council)
    place(council, academy, ola=Role.OFFICER, odd=Role.HEADTEACHER)
    confirmed(council, proposed(council, Kind.CONVERSION, academy))
    clock.move_to(IN_JANUARY)
    assert lock_closed(9) == 1
    old = council.hawthorn.get_absolute_url()
    for name, status in (("ola", 200), ("odd", 404), ("helen", 200)):
        get(council.user(name), visit.get_absolute_url(), status=status)
    chained = read(council.user("ola"), academy.get_absolute_url())
    assert "The school before Hawthorn Primary School" in chained
    assert "It converted to an academy, 1 January 2026" in chained
    assert "Hawthorn" not in read(
        council.user("odd"), academy.get_absolute_url()
    ).replace("Hawthorn Academy", "")
    before = read(council.user("sam"), old)
    assert "This school closed on 31 December 2025." in before
    assert "The school that followed Hawthorn Academy" in before
    assert "Hawthorn Academy" not in read(council.user("helen"), old)
    assert "closed on 31 December 2025" in read(council.user("gus"), old)


@pytest.mark.item("SUF-W-19", "SUF-P-18", "SUF-M-94")
def test_acc_103_an_academy_buys_the_model(council: Council) -> None:
    agree_trade(school=council.academy, start=date(2025, 9, 1), by=council.ada)
    record = create_record(
        school=council.academy,
        year=AcademicYear.objects.get(label=THIS_YEAR),
        framework=council.framework,
        by=council.sam,
    )
    propose = "/schools/{}/levels/propose/"
    page = read(council.sam, propose.format(council.academy.pk))
    for offered in ("8 hours", "12 hours", "24 hours"):
        assert offered in page
    assert "statutory intervention" not in page
    assert "statutory intervention" in read(council.sam, propose.format(council.elm.pk))
    letters = f"/schools/{council.academy.pk}/correspondence/begin/"
    get(council.hana, letters, status=404)
    get(council.hana, f"/schools/{council.elm.pk}/correspondence/begin/")
    text = text_of(render_pdf(record_document(record, reader=council.sam)))
    assert text.count("Academy that buys the service (traded)") >= 2


def test_a_school_that_is_to_close_says_so(council: Council) -> None:
    confirmed(council, proposed(council))
    told = "This school closes: its last day is 31 December 2025."
    for name in ("sam", "helen", "gus"):
        assert told in read(council.user(name), council.hawthorn.get_absolute_url())
    assert "This school" not in read(council.sam, council.elm.get_absolute_url())


def test_an_academy_without_an_agreement_shows_its_chain_too(council: Council) -> None:
    made = add_school(
        name="Elm Academy",
        urn=900_061,
        la_code="935",
        dfe_number="935/0002",
        phase="Primary",
        establishment_type="Academy converter",
        region=council.elm.region,
        by=None,
    )
    place(council, made, ola=Role.OFFICER)
    link_schools(
        successor=made,
        predecessor=council.elm,
        kind=Kind.CONVERSION,
        since=date(2025, 9, 1),
        by=council.ada,
    )
    page = read(council.user("ola"), made.get_absolute_url())
    assert "There is no rolling record for this school." in page
    assert "The school before Elm Junior School" in page


@pytest.mark.item("CONF-11", "INV-23")
def test_restricted_letters_stay_with_the_school_before(
    council: Council, clock: time_machine.Traveller
) -> None:
    letter = issued(council)
    academy = new_academy(council)
    place(council, academy, ola=Role.OFFICER, odd=Role.HEADTEACHER)
    confirmed(council, proposed(council, Kind.CONVERSION, academy))
    clock.move_to(IN_JANUARY)
    assert lock_closed(9) == 1
    address = letter.get_absolute_url()
    for name, status in (("odd", 404), ("ola", 404), ("helen", 200), ("hana", 200)):
        get(council.user(name), address, status=status)
    letters = "/correspondence/"
    assert address in links(get(council.user("hana"), letters))
    begin = f"/schools/{academy.pk}/correspondence/begin/"
    get(council.user("hana"), begin, status=404)

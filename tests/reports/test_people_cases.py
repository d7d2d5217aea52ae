"""What happens to people in a year: heads leave, act, share; SEPs change; posts lie vacant."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from schools.models import Post, RegisteredHead
from schools.services.people import change_person, end_post
from sitrack.core.roles import Role
from tests.reports.posting import (
    appointing,
    at,
    browser,
    ending,
    front_of,
    of_school,
    page_of,
    read,
)
from tests.universe import TODAY, Council
from visits.models import Visit

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 1)


@pytest.mark.item("SUF-S-06", "SUF-R-07", "INV-21")
def test_acc_023_the_sep_changes_in_mid_year(
    council: Council, clock: time_machine.Traveller
) -> None:
    note = council.final_visit()
    posts = council.persons["sam"].posts.filter(
        school__in=[council.hawthorn, council.elm]
    )
    address = reverse("schools:hand_on", args=[council.persons["sam"].pk])
    ola = council.persons["ola"]
    sent = {
        "posts": [post.pk for post in posts],
        "last_day": "31 January 2026",
        "to": ola.pk,
    }
    ada = browser(council, "ada")
    check = read(ada.post(address, sent))
    assert "Elm Junior School" in check
    assert "1 February 2026" in check
    assert not ola.posts.filter(school=council.hawthorn).exists()
    ada.post(address, {**sent, "confirmed": "yes"})

    clock.move_to(at(JANUARY))
    assert browser(council, "ola").get(of_school(council)).status_code == 404
    assert browser(council, "sam").get(of_school(council)).status_code == 200
    clock.move_to(at(FEBRUARY))
    ola_reads, sam_reads = browser(council, "ola"), browser(council, "sam")
    assert ola_reads.get(of_school(council)).status_code == 200
    for reader in (ola_reads, sam_reads):
        page = read(reader.get(page_of(note)))
        assert "Sam Rowe, Standards and Excellence Partner" in page
        assert "Pupils read with growing fluency" in page
    assert sam_reads.get(of_school(council)).status_code == 404
    assert sam_reads.get(front_of(council)).status_code == 404
    for name in ("visit_edit", "visit_addendum"):
        own = reverse(f"visits:{name}", args=[note.pk])
        assert sam_reads.get(own).status_code in {403, 404}
    front = read(ola_reads.get(front_of(council)))
    assert "Ola Brandt" in front
    assert "Sam Rowe (until 31 January 2026)" in front


def test_acc_023_who_is_no_longer_employed_reads_nothing(council: Council) -> None:
    own = council.final_visit()
    others = council.shared_visit()
    Visit.objects.filter(pk=others.pk).update(lead=council.persons["rita"])
    ending(council, "sam", date(2025, 11, 7))
    assert browser(council, "sam").get(page_of(own)).status_code == 200
    assert browser(council, "sam").get(page_of(others)).status_code == 404
    for post in council.persons["sam"].posts.filter(end=None):
        end_post(post=post, on=date(2025, 11, 7), by=council.ada)
    assert browser(council, "sam").get(page_of(own)).status_code == 404


@pytest.mark.item("SUF-R-03", "SUF-S-01")
def test_acc_076_one_head_of_three_schools_cannot_mix_them_up(council: Council) -> None:
    for post in council.persons["eva"].posts.all():
        Post.objects.filter(pk=post.pk).update(title="Executive headteacher")
    eva = browser(council, "eva")
    home = read(eva.get(reverse("home")))
    names = {"ash": "Ash Primary", "beech": "Beech Primary", "cedar": "Cedar Primary"}
    for key, name in names.items():
        assert f"{name} School" in home
        addresses = [
            of_school(council, key),
            front_of(council, key),
            reverse("level_propose", args=[getattr(council, key).pk]),
            reverse("engagement:record_header", args=[council.records[key].pk]),
        ]
        for address in addresses:
            page = read(eva.get(address))
            assert f"{name} School" in page
            others = [other for other in names.values() if other != name]
            assert not any(f"{other} School" in page for other in others)
        assert "Eva Thorne (Executive headteacher)" in read(
            eva.get(front_of(council, key))
        )


@pytest.mark.item("SUF-R-03", "INV-21")
def test_acc_077_a_head_leaves_and_old_notes_keep_the_name(
    council: Council, clock: time_machine.Traveller
) -> None:
    note = council.final_visit()
    ending(council, "helen", date(2025, 12, 31))
    appointing(council, "dev", role="headteacher", start="1/1/2026", acting="on")
    clock.move_to(at(date(2025, 12, 31)))
    helen = browser(council, "helen")
    assert helen.get(of_school(council)).status_code == 200
    clock.move_to(at(date(2026, 1, 1)))
    helen = browser(council, "helen")
    for address in (of_school(council), front_of(council), page_of(note)):
        assert helen.get(address).status_code == 404
    dev = browser(council, "dev")
    assert "Helen Marsh, Headteacher" in read(dev.get(page_of(note)))
    front = read(dev.get(front_of(council)))
    assert "Dev Chandra (Acting headteacher)" in front
    assert "Helen Marsh" not in front


@pytest.mark.item("SUF-R-04", "SUF-S-02")
def test_acc_098_the_deputy_acts_as_head_for_a_time(
    council: Council, clock: time_machine.Traveller
) -> None:
    dev = browser(council, "dev")
    header = reverse("engagement:record_header", args=[council.records["hawthorn"].pk])
    assert dev.get(header).status_code == 403
    assert (
        appointing(
            council, "dev", role="headteacher", acting="on", end="31/1/2026"
        ).status_code
        == 302
    )
    acting = council.persons["dev"].posts.get(role=Role.HEADTEACHER)
    assert acting.covers == council.persons["helen"].posts.get()
    assert dev.get(header).status_code == 200, "in the session that was open already"
    assert "Dev Chandra (Acting headteacher)" in read(dev.get(front_of(council)))
    clock.move_to(at(FEBRUARY))
    assert browser(council, "dev").get(header).status_code == 403
    assert browser(council, "dev").get(of_school(council)).status_code == 200


@pytest.mark.item("SUF-S-10", "SUF-R-23")
def test_acc_100_a_team_officer_sees_the_own_part(council: Council) -> None:
    council.final_visit()
    theo, record = browser(council, "theo"), council.records["hawthorn"]
    front = theo.get(front_of(council))
    assert "Helen Marsh" in read(front)
    parts = reverse("record", args=[record.pk])
    plan = read(theo.get(f"{parts}?part=plan"))
    assert "Support from other teams" in plan
    assert "School to school support" not in plan
    page = read(theo.get(of_school(council)))
    assert "School improvement priorities" in page
    assert "Pupils read with growing fluency" not in page
    for address in (
        reverse("level_propose", args=[council.hawthorn.pk]),
        reverse("document", args=["record", record.pk]),
    ):
        assert theo.get(address).status_code == 403
    for part in ("position", "assessments", "history"):
        assert "Evidence" not in read(theo.get(f"{parts}?part={part}"))


def test_a_school_without_head_or_sep_is_shown_as_vacant(council: Council) -> None:
    sam, ada = browser(council, "sam"), browser(council, "ada")
    assert "<dt>Vacant</dt><dd>Headteacher</dd>" in read(
        sam.get(of_school(council, "elm"))
    )
    assert "<dt>Vacant</dt>" not in read(sam.get(of_school(council)))
    assert "<dt>Vacant</dt><dd>Headteacher</dd>" in read(sam.get(reverse("home")))
    listed = read(ada.get(reverse("schools:vacancies"), {"role": "headteacher"}))
    assert "Elm Junior School" in listed
    assert "Headteacher: vacant" in listed
    assert "Hawthorn" not in listed
    ending(council, "sam", date(2025, 11, 9))
    listed = read(ada.get(reverse("schools:vacancies"), {"role": "officer"}))
    assert "Hawthorn Primary School" in listed
    assert "Standards and Excellence Partner: vacant" in listed
    rita = browser(council, "rita")
    assert "<dt>Vacant</dt><dd>SEP</dd>" in read(rita.get(of_school(council)))
    assert "Vacant" not in read(browser(council, "helen").get(of_school(council)))


def test_a_head_whom_the_register_names_is_only_not_added_yet(council: Council) -> None:
    """No vacancy is invented where the national register knows better."""
    RegisteredHead.objects.create(
        school=council.elm, name="A. N. Other", first_seen_on=TODAY
    )
    sam, ada = browser(council, "sam"), browser(council, "ada")
    assert "<dt>Vacant</dt>" not in read(sam.get(of_school(council, "elm")))
    listed = read(ada.get(reverse("schools:vacancies")))
    assert "Headteacher: not added here yet" in listed
    assert "A. N. Other" not in listed


@pytest.mark.item("SUF-R-03")
def test_two_co_heads_are_both_named_and_both_lead(council: Council) -> None:
    sent = {"role": "headteacher", "title": "Co-headteacher"}
    assert appointing(council, "odd", **sent).status_code == 302
    odd = browser(council, "odd")
    front = read(odd.get(front_of(council)))
    assert "Helen Marsh, helen@council.example" in front
    assert "Odd Larsen (Co-headteacher), odd@council.example" in front
    header = reverse("engagement:record_header", args=[council.records["hawthorn"].pk])
    assert odd.get(header).status_code == 200


def test_a_new_name_leaves_final_notes_as_they_were(council: Council) -> None:
    note = council.final_visit()
    sam = council.persons["sam"]
    change_person(
        person=sam,
        expected_version=1,
        name="Sam Lindqvist",
        email=sam.email,
        phone="",
        by=council.ada,
    )
    page = read(browser(council, "helen").get(page_of(note)))
    assert "Sam Rowe, Standards and Excellence Partner" in page
    assert "Lindqvist" not in page
    assert "Sam Lindqvist" in read(browser(council, "helen").get(of_school(council)))

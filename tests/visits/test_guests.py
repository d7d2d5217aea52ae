"""Somebody outside the school is let read one thing, for a time (CONF-10)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from schools.services.people import add_person, appoint, end_post
from sitrack.core.models import Audience, Event, Notification
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.universe import TODAY, Council
from visits.guests import shared_with
from visits.models import GuestAccess, NextStep, Visit, VisitDocument
from visits.models.guests import Item
from visits.services import documents
from visits.services.guests import give_access, note_opening, withdraw_access

UNTIL = date(2025, 12, 12)
REASON = "The peer review of reading in December"


def give(council: Council, item: Item, **more: Any) -> GuestAccess:
    facts: dict[str, Any] = {
        "person": council.persons["odd"],
        "until": UNTIL,
        "reason": REASON,
        "by": council.helen,
    }
    return give_access(item=item, **{**facts, **more})


def shared_document(council: Council) -> VisitDocument:
    added = documents.add_document(
        visit=council.shared_visit(),
        title="Phonics plan",
        link="https://hawthorn.example/phonics",
        by=council.helen,
    )
    return documents.consent(document=added, by=council.helen)


def open_to(council: Council, name: str = "odd") -> list[Item]:
    """What a person may read as a guest, with posts read anew."""
    return [access.item for access in shared_with(council.user(name))]


@pytest.mark.item("CONF-10", "SUF-S-12", "SUF-R-24")
def test_a_guest_reads_the_item_and_no_model_knows_them_otherwise(
    council: Council,
) -> None:
    visit = council.final_visit()
    access = give(council, visit)
    assert (access.guest, access.of_school) == (
        f"{council.persons['odd'].name}, Headteacher, {council.birch}",
        council.birch,
    )
    assert open_to(council) == [visit]
    odd = council.user("odd")
    for model in (Visit, NextStep, VisitDocument):
        assert not model.objects.visible_to(odd).exists()
    assert open_to(council, "eva") == []


@pytest.mark.item("CONF-10")
def test_access_ends_by_itself_after_its_last_day(
    council: Council, clock: time_machine.Traveller
) -> None:
    visit = council.final_visit()
    give(council, visit)
    clock.move_to(datetime(2025, 12, 12, 23, 0, tzinfo=UTC))
    assert open_to(council) == [visit]
    clock.move_to(datetime(2025, 12, 13, 0, 30, tzinfo=UTC))
    assert open_to(council) == []
    give(council, visit, until=date(2025, 12, 20))
    assert open_to(council) == [visit]


@pytest.mark.item("CONF-10")
def test_access_is_withdrawn_at_once_and_only_once(council: Council) -> None:
    access = give(council, council.final_visit())
    withdraw_access(access=access, by=council.sam)
    assert open_to(council) == []
    with pytest.raises(RuleBroken, match="withdrawn already"):
        withdraw_access(access=access, by=council.helen)
    access.refresh_from_db()
    assert access.withdrawn_by == council.sam
    assert Event.objects.filter(verb="guest.withdrawn").count() == 1


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (date(2025, 11, 9), "The last day must be today or later"),
        (date(2026, 11, 11), "at most a year ahead: 10 November 2026 or earlier"),
    ],
)
def test_a_last_day_out_of_bounds_is_refused(
    council: Council, until: date, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words) as broken:
        give(council, council.final_visit(), until=until)
    assert broken.value.field == "until"
    assert not GuestAccess.objects.exists()


def test_today_and_a_year_from_today_are_both_last_days(council: Council) -> None:
    visit = council.final_visit()
    for last, guest in ((TODAY, "odd"), (date(2026, 11, 10), "eva")):
        give(council, visit, until=last, person=council.persons[guest])
        assert open_to(council, guest) == [visit]


def test_a_reason_is_asked_for(council: Council) -> None:
    with pytest.raises(RuleBroken, match="Say why they may read it"):
        give(council, council.final_visit(), reason="  ")


@pytest.mark.parametrize(
    ("guest", "words"),
    [
        ("helen", "somebody else"),
        ("gus", "holds a post at Hawthorn"),
        ("ola", "works for the local authority"),
        ("theo", "works for the local authority"),
        ("ada", "works for the local authority"),
    ],
)
def test_who_works_here_or_for_the_authority_is_no_guest(
    council: Council, guest: str, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        give(council, council.final_visit(), person=council.persons[guest])


@pytest.mark.item("CONF-10")
def test_a_guest_who_leaves_the_partner_school_reads_no_more(
    council: Council, clock: time_machine.Traveller
) -> None:
    give(council, council.final_visit())
    post = council.persons["odd"].posts.get()
    end_post(post=post, on=date(2025, 11, 30), by=council.ada)
    clock.move_to(datetime(2025, 11, 30, 10, 0, tzinfo=UTC))
    assert len(open_to(council)) == 1
    clock.move_to(datetime(2025, 12, 1, 10, 0, tzinfo=UTC))
    assert open_to(council) == []
    appoint(
        person=council.persons["odd"],
        role=Role.HEADTEACHER,
        school=council.elm,
        start=date(2025, 12, 1),
        by=council.ada,
    )
    assert open_to(council) == []


def test_a_peer_without_a_post_reads_it_too(council: Council) -> None:
    peer = add_person(
        name="Pia Lund", email="pia@peer.example", by=council.ada, with_account=True
    )
    visit = council.final_visit()
    access = give(council, visit, person=peer)
    assert (access.guest, access.of_school) == ("Pia Lund", None)
    assert peer.user is not None
    assert [row.item for row in shared_with(peer.user)] == [visit]


def test_two_guests_read_the_same_and_one_is_given_it_once(council: Council) -> None:
    visit = council.final_visit()
    give(council, visit)
    give(council, visit, person=council.persons["eva"])
    with pytest.raises(RuleBroken, match="can read this already"):
        give(council, visit, by=council.sam)
    assert open_to(council, "eva") == open_to(council) == [visit]


def test_one_guest_is_given_a_note_and_a_step_of_it_apart(council: Council) -> None:
    visit = council.final_visit()
    first, second = visit.next_steps.all()
    give(council, first, until=date(2025, 11, 20))
    assert open_to(council) == [first]
    give(council, second)
    assert open_to(council) == [first, second]


@pytest.mark.parametrize("make", ["draft_visit", "shared_visit", "commented_visit"])
def test_what_is_not_final_is_nobodys_to_read_as_a_guest(
    council: Council, make: str
) -> None:
    visit = getattr(council, make)()
    for item in (visit, visit.next_steps.first()):
        with pytest.raises(RuleBroken, match="Only a visit note that is final"):
            give(council, item)


@pytest.mark.item("CONF-06", "CONF-10")
def test_a_document_is_read_for_as_long_as_its_school_shares_it(
    council: Council,
) -> None:
    document = shared_document(council)
    give(council, document)
    assert open_to(council) == [document]
    documents.withdraw_document(document=document, by=council.helen)
    assert open_to(council) == []
    with pytest.raises(RuleBroken, match="Share the document"):
        give(council, document, person=council.persons["eva"])


@pytest.mark.item("CONF-04", "CONF-10")
def test_the_guest_and_the_other_side_are_told_by_title_and_link(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    visit = council.final_visit()
    while sweep():
        pass
    mailoutbox.clear()
    access = give(council, visit, by=council.sam)
    while sweep():
        pass
    told = {mail.to[0]: mail for mail in mailoutbox}
    assert set(told) == {council.odd.email, council.helen.email, council.dev.email}
    mail = told[council.odd.email]
    assert mail.subject == f"You can read a visit note of {council.hawthorn}"
    assert access.get_absolute_url() in mail.body
    assert REASON not in mail.body
    assert told[council.dev.email].subject == (
        f"Somebody outside the school can read a visit note: {council.hawthorn}"
    )
    # Home lists the item itself: no message stays behind once the access has ended.
    assert not Notification.objects.unread_by(council.odd).exists()


@pytest.mark.item("CONF-10")
def test_giving_opening_first_and_withdrawing_are_told_to_both_sides(
    council: Council,
) -> None:
    step = council.final_visit().next_steps.get(text="Share the phonics plan")
    access = give(council, step)
    for _ in range(2):
        note_opening(access=access, by=council.odd)
    withdraw_access(access=access, by=council.helen)
    known = Event.objects.about(step).filter(verb__startswith="guest.")
    guest, what = access.guest, "next step “Share the phonics plan”"
    assert [(event.actor_name, event.sentence) for event in known] == [
        ("Helen Marsh", f"ended the access of {guest} to the {what}"),
        (str(council.odd), f"opened the {what} for the first time, as a guest"),
        (
            "Helen Marsh",
            f"let {guest} read the {what} until 12 December 2025: {REASON}",
        ),
    ]
    assert {(event.audience, event.scope) for event in known} == {
        (Audience.LEADERS, council.hawthorn.scope)
    }


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"withdrawn_by_id": 1}])
def test_the_database_refuses_half_an_access(
    council: Council, wrong: dict[str, Any]
) -> None:
    access = give(council, council.final_visit())
    with pytest.raises(IntegrityError), transaction.atomic():
        GuestAccess.objects.filter(pk=access.pk).update(**wrong)

"""A person is erased by two people; the record, the log and its chain stay."""

from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from protection.models import Erasure
from protection.services import erased_list
from protection.services.erasures import ask, confirm, decline
from protection.services.holds import set_hold
from schools.models import Person, Post
from schools.services.people import end_post
from sitrack.core.audit.checking import look_through
from sitrack.core.audit.marks import FACTS
from sitrack.core.audit.services import seal
from sitrack.core.models import Draft, Event, Notification, User
from sitrack.core.rules import RuleBroken
from tests.core.audit.tampering import alter
from tests.protection.leaving import NAME, erased
from tests.universe import TODAY, Council


def test_the_account_is_shut_and_their_own_rows_are_gone(
    council: Council, left: Person
) -> None:
    user = council.user("helen")
    assert Notification.objects.filter(recipient=user).exists()
    erased(council, left)
    user = User.objects.get(pk=user.pk)
    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert user.email == f"erased-{user.pk}@erased.invalid"
    assert not Notification.objects.filter(recipient=user).exists()
    assert not Draft.objects.filter(user=user).exists()
    person = Person.objects.get(pk=left.pk)
    assert (person.email, person.phone) == ("", "")


def test_why_a_post_ended_goes_with_the_name(council: Council, left: Person) -> None:
    """It was for those who keep people alone, and may say what it likes of them."""
    others = council.persons["gus"].posts.get()
    why = "Her mother was ill for a long time"
    Post.objects.filter(person=left).update(end_reason=why)
    end_post(post=others, on=TODAY, reason=why, by=council.ada)
    erased(council, left)
    assert set(left.posts.values_list("end_reason", flat=True)) == {""}
    others.refresh_from_db()
    assert others.end_reason == why, "another's stays"


def test_the_chain_of_the_log_holds_and_tells_that_names_were_erased(
    council: Council, left: Person, heads: Path
) -> None:
    seal()
    before = Event.objects.filter(actor_name=NAME)
    keys, verbs = (
        list(before.values_list("pk", flat=True)),
        set(before.values_list("verb", flat=True)),
    )
    instead = erased(council, left)
    report = look_through(heads)
    assert report.faults == []
    assert report.erased >= len(keys) > 0
    after = Event.objects.filter(pk__in=keys)
    assert {event.actor_name for event in after} == {instead}
    assert set(after.values_list("verb", flat=True)) == verbs
    assert all(event.sentence for event in Event.objects.all())


def test_an_unnamed_event_cannot_be_laid_over_another(
    council: Council, left: Person, heads: Path
) -> None:
    seal()
    erased(council, left)
    unnamed = Event.objects.filter(data__has_key="unnamed").earliest("pk")
    other = Event.objects.exclude(data__has_key="unnamed").earliest("pk")
    facts = {name: getattr(unnamed, name) for name in (*FACTS, "mark")}
    alter(other, **facts)
    assert look_through(heads).faults == [
        f"Altered: event {other.pk} is not as it was written.",
        f"Inserted: event {min(unnamed.pk, other.pk)} stands here 2 times.",
    ]


def test_nobody_who_holds_a_post_is_erased(council: Council) -> None:
    with pytest.raises(RuleBroken, match="They hold a post"):
        ask(person=council.persons["helen"], reason="x", by=council.ada)


def test_nobody_is_erased_before_the_schedule_allows(
    council: Council, left: Person
) -> None:
    left.posts.update(end=date(2024, 8, 31))
    with pytest.raises(RuleBroken, match="until 31 August 2026"):
        ask(person=left, reason="x", by=council.ada)


@pytest.mark.parametrize("of", ["person", "school"])
def test_nobody_is_erased_under_a_legal_hold(
    council: Council, left: Person, of: str
) -> None:
    asked = ask(person=left, reason="x", by=council.ada)
    held = {"person": left} if of == "person" else {"school": council.hawthorn}
    set_hold(reason="An inquiry", by=council.ada, **held)
    with pytest.raises(RuleBroken, match="legal hold on"):
        confirm(erasure=asked, by=council.hana)
    assert Person.objects.get(pk=left.pk).name == NAME
    assert Erasure.objects.get().is_open


def test_it_takes_two_people(council: Council, left: Person) -> None:
    asked = ask(person=left, reason="x", by=council.ada)
    with pytest.raises(RuleBroken, match="already"):
        ask(person=left, reason="y", by=council.hana)
    with pytest.raises(RuleBroken, match="Somebody else than you"):
        confirm(erasure=asked, by=council.ada)
    with pytest.raises(PermissionDenied):
        confirm(erasure=asked, by=council.rita)
    confirm(erasure=asked, by=council.hana)
    with pytest.raises(RuleBroken, match="decided already"):
        confirm(erasure=asked, by=council.hana)
    with pytest.raises(RuleBroken, match="erased already"):
        ask(person=left, reason="y", by=council.hana)


def test_whoever_may_decide_is_told_and_whoever_asked_hears_what_was_decided(
    council: Council, left: Person, client: Client
) -> None:
    asked = ask(person=left, reason="x", by=council.ada)
    waits = Notification.objects.filter(path=asked.get_absolute_url())
    assert [str(one.recipient) for one in waits] == ["Hana Yilmaz"]
    assert {one.title for one in waits} == {"An erasure waits for a decision"}
    client.force_login(council.hana)
    page = client.get(reverse("home"))
    assert reverse("protection:data_protection") in page.content.decode()
    client.get(asked.get_absolute_url())
    assert waits.get().read_at is not None
    decline(erasure=asked, note="In dispute", by=council.hana)
    told = waits.get(recipient=council.ada)
    assert told.title == "An erasure that you asked for was decided"


def test_who_is_declined_stays_as_they_are(council: Council, left: Person) -> None:
    asked = ask(person=left, reason="x", by=council.ada)
    decline(erasure=asked, note="The record is in dispute", by=council.hana)
    assert Person.objects.get(pk=left.pk).name == NAME
    assert ask(person=left, reason="Asked again", by=council.ada).is_open


def test_a_restore_brings_them_back_and_the_list_erases_them_anew(
    council: Council, left: Person, heads: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    erased(council, left)
    listed = erased_list.place().read_text(encoding="utf-8")
    assert NAME not in listed
    call_command("repeat_erasures")
    assert "1 erasures are on the list, 0 were done anew." in capsys.readouterr().out
    # As a restore from before the erasure would leave them.
    Erasure.objects.all().delete()
    Person.objects.filter(pk=left.pk).update(name=NAME, email="helen@school.example")
    User.objects.filter(pk=council.helen.pk).update(name=NAME)
    call_command("repeat_erasures")
    assert "1 were done anew." in capsys.readouterr().out
    assert Person.objects.get(pk=left.pk).name.startswith("Former headteacher, name")
    assert Event.objects.latest("pk").verb == "erasure.repeated"
    call_command("repeat_erasures")
    assert "0 were done anew." in capsys.readouterr().out


def test_another_person_who_has_the_key_after_a_restore_is_left_alone(
    council: Council, left: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    gus = council.persons["gus"]
    erased_list.note(gus.pk, 7, erased_list.prints_of(left))
    call_command("repeat_erasures")
    assert "0 were done anew." in capsys.readouterr().out
    assert Person.objects.get(pk=gus.pk).name == "Gus Pell"


def test_whom_something_keeps_by_now_is_not_erased_anew_and_is_told(
    council: Council, left: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    """As where the list was written, and the erasure itself was lost."""
    erased_list.note(left.pk, 7, erased_list.prints_of(left))
    set_hold(person=left, reason="A claim", by=council.ada)
    call_command("repeat_erasures")
    told = capsys.readouterr()
    assert "0 were done anew." in told.out
    assert "Erasure 7 was not done anew: There is a legal hold" in told.err
    assert Person.objects.get(pk=left.pk).name == NAME


def test_a_list_that_cannot_be_read_is_told(
    council: Council, capsys: pytest.CaptureFixture[str]
) -> None:
    erased_list.place().write_text('{"person": 1}\n', encoding="utf-8")
    with pytest.raises(CommandError, match="1 failed"):
        call_command("repeat_erasures")
    assert "erasures cannot be read: no line of the list" in capsys.readouterr().err


def test_the_pages_walk_from_asking_to_erased(
    client: Client, council: Council, left: Person
) -> None:
    client.force_login(council.ada)
    address = reverse("protection:erasure_ask", args=[left.pk])
    token = client.get(address).context["submit_token"]
    client.post(address, {"reason": "By letter", "submit_token": token})
    page = reverse("protection:erasure", args=[Erasure.objects.get().pk])
    assert "somebody else must confirm it" in client.get(page).content.decode()
    client.force_login(council.hana)
    token = client.get(page).context["submit_token"]
    refused = client.post(page, {"decision": "leave", "submit_token": token})
    assert "Say why they are left as they are" in refused.content.decode()
    client.post(page, {"decision": "do", "submit_token": token})
    text = client.get(reverse("protection:erasures")).content.decode()
    assert "Former headteacher, name erased" in text
    assert NAME not in client.get(page).content.decode()

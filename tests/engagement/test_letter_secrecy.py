"""Who may know of a restricted letter, and that nobody else learns of it."""

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from django.urls import reverse

from engagement.models import EmergencyOpening, RestrictedLetter
from engagement.services.letters import answering, writing
from engagement.services.letters.moving import WAITING
from reports.queries.search import KINDS
from schools.models import School, SchoolLink
from schools.services.people import appoint
from sitrack.core.models import Audience, Event, Notification
from sitrack.core.roles import Role
from sitrack.core.sweep import sweep
from tests.engagement.lettering import issued, on, replied, written
from tests.universe import Council, address_of

CAST = ["sam", "ola", "rita", "rolf", "hana", "dee", "theo", "ada", "helen"]
CAST += ["dev", "cora", "gus", "sena", "odd", "eva"]


def readers(council: Council, letter: RestrictedLetter) -> set[str]:
    return {
        name
        for name in CAST
        if RestrictedLetter.objects.visible_to(council.user(name))
        .filter(pk=letter.pk)
        .exists()
    }


@pytest.mark.item("INV-17", "CONF-01", "CONF-02", "SUF-F-11", "SUF-D-05", "SUF-D-07")
@pytest.mark.parametrize(
    ("course", "authors"),
    [("preventative", {"rita", "hana", "dee"}), ("statutory", {"hana", "dee"})],
)
def test_a_letter_is_read_by_those_who_may_know_of_it_and_by_nobody_else(
    council: Council, course: str, authors: set[str]
) -> None:
    draft = written(council, course)
    assert readers(council, draft) == authors
    letter = issued(council, course)
    assert readers(council, letter) == {*authors, "cora", "helen"}
    answering.release(letter=letter, by=council.cora)
    assert readers(council, letter) == {*authors, "cora", "helen", "gus"}


@pytest.mark.item("INV-17", "DEC-08")
def test_whoever_it_is_delegated_to_reads_it_and_loses_that_with_the_post(
    council: Council,
) -> None:
    letter = written(council)
    writing.delegate(letter=letter, to=council.sam, by=council.hana)
    assert "sam" in readers(council, letter)
    council.persons["sam"].posts.all().delete()
    council.persons["rita"].posts.all().delete()
    assert readers(council, letter) == {"hana", "dee"}


@pytest.mark.item("INV-17")
def test_the_headteacher_reads_it_only_where_it_goes_to_them(council: Council) -> None:
    letter = issued(council)
    letter.recipients.filter(who="headteacher").delete()
    assert readers(council, letter) == {"rita", "hana", "dee", "cora"}


@pytest.mark.item("CONF-11", "INV-23")
def test_a_successor_academy_does_not_inherit_its_predecessors_letters(
    council: Council,
) -> None:
    letter = issued(council)
    SchoolLink.objects.create(
        successor=council.academy,
        predecessor=council.hawthorn,
        kind=SchoolLink.Kind.CONVERSION,
        since=council.year.start,
    )
    for role in (Role.HEADTEACHER, Role.CHAIR, Role.GOVERNOR):
        appoint(
            person=council.persons["odd"],
            role=role,
            school=council.academy,
            start=council.year.start,
            by=council.ada,
        )
    answering.release(letter=letter, by=council.cora)
    assert "odd" not in readers(council, letter)
    School.objects.filter(pk=council.hawthorn.pk).update(status="Closed")
    assert {"rita", "hana", "dee"} <= readers(council, letter)


@pytest.mark.item("SUF-F-11", "CONF-01", "INV-25")
@pytest.mark.parametrize("name", ["odd", "gus", "theo", "ada", "sam", "dev"])
def test_acc_069_a_letter_stays_inside(
    client: Client, council: Council, name: str
) -> None:
    letter = issued(council)
    client.force_login(council.user(name))
    for kind in ("", *KINDS):
        for words in ("PWL", "Preventative", "Reading fell", "warning"):
            found = client.get(reverse("search"), {"q": words, "kind": kind})
            assert "Reading fell in two years" not in found.content.decode()
            assert letter.get_absolute_url() not in found.content.decode()
    missing = reverse("engagement:letter", args=[987654])
    for address in (letter.get_absolute_url(), f"{letter.get_absolute_url()}reply/"):
        answer = client.get(address)
        assert answer.status_code == client.get(missing).status_code == 404
        assert "Hawthorn" not in answer.content.decode()
    event = Event.objects.filter(verb="access.refused").first()
    assert event is not None
    assert (event.audience, event.actor_name) == (
        Audience.SYSTEM,
        str(council.user(name)),
    )
    assert event.subject == f"engagement.restrictedletter:{letter.pk}"


@pytest.mark.item("CONF-01")
@pytest.mark.parametrize("name", ["helen", "sam", "gus"])
def test_no_record_and_no_school_page_holds_anything_about_a_letter(
    client: Client, council: Council, name: str
) -> None:
    letter = replied(council)
    client.force_login(council.user(name))
    for address in (
        reverse("record", args=[council.records["hawthorn"].pk]),
        reverse("school_records", args=[council.hawthorn.pk]),
        reverse("my_due") if name != "gus" else reverse("home"),
    ):
        shown = client.get(address, follow=True).content.decode()
        for words in ("Preventative", letter.reference, "Reading fell in two"):
            assert words not in shown


@pytest.mark.item("SUF-F-11", "WIL-E-02", "CONF-04")
def test_acc_071_a_mail_says_only_that_a_document_is_waiting(
    council: Council, mailoutbox: list[EmailMessage]
) -> None:
    letter = issued(council)
    while sweep():
        pass
    addressed = {mail.to[0] for mail in mailoutbox}
    assert addressed == {address_of(name) for name in ("rita", "cora", "helen")}
    for mail in mailoutbox:
        assert mail.subject == WAITING == "A document is waiting for you in sitrack"
        link = f"/correspondence/{letter.pk}/"
        assert link in mail.body
        for secret in ("Hawthorn", "PWL", "etter", "arning", "Reading"):
            assert secret not in f"{mail.subject}{mail.body}"
    titles = set(Notification.objects.values_list("title", flat=True))
    assert titles == {WAITING}


@pytest.mark.item("INV-25")
def test_every_opening_is_an_event_that_only_its_readers_learn_of(
    client: Client, council: Council
) -> None:
    letter = replied(council)
    reply = letter.replies.get()
    client.force_login(council.cora)
    for _ in range(2):
        client.get(letter.get_absolute_url())
    address = reverse("engagement:letter_file", args=[letter.pk, reply.pk])
    client.get(address)
    told = Event.objects.about(letter)
    openings = told.filter(verb="letter.read", actor_name="Cora Lyle")
    assert openings.count() == 3
    assert (
        not Event.objects.filter(subject=f"engagement.restrictedletter:{letter.pk}")
        .exclude(audience=Audience.RESTRICTED, scope="")
        .exists()
    )
    assert (
        "opened PWL 2025/26/1"
        not in client.get(letter.get_absolute_url()).content.decode()
    )
    client.force_login(council.hana)
    shown = client.get(letter.get_absolute_url()).content.decode()
    assert "Who opened it" in shown
    assert "opened PWL 2025/26/1" in shown


@pytest.mark.item("CONF-14")
def test_an_administrator_opens_a_letter_only_with_a_reason_that_the_head_is_told(
    client: Client, council: Council
) -> None:
    letter = issued(council)
    Notification.objects.all().delete()
    client.force_login(council.ada)
    page = reverse("engagement:letter_emergency")
    assert client.get(letter.get_absolute_url()).status_code == 404
    refused = client.post(page, {"number": letter.pk, "reason": " "})
    assert refused.status_code == 422
    assert not EmergencyOpening.objects.exists()
    in_vain = client.post(page, {"number": 987654, "reason": "A ticket"})
    assert "There is no document with this number." in in_vain.content.decode()
    assert Event.objects.filter(verb="letter.emergency_failed").count() == 1

    answer = client.post(page, {"number": letter.pk, "reason": "It does not print."})
    opened = answer.headers["Location"]
    shown = client.get(opened).content.decode()
    assert "Reading fell in two years running." in shown
    event = Event.objects.get(verb="letter.emergency")
    assert event.sentence == (
        "opened PWL 2025/26/1 in an emergency: It does not print."
    )
    told = Notification.objects.get()
    assert told.recipient == council.hana
    assert "Hawthorn" not in told.title
    assert client.get(letter.get_absolute_url()).status_code == 404

    client.force_login(council.hana)
    assert (
        "It does not print." in client.get(letter.get_absolute_url()).content.decode()
    )
    assert client.get(opened).status_code == 404
    client.force_login(council.ada)
    with on(2025, 11, 11):
        assert client.get(opened).status_code == 404


@pytest.mark.parametrize("name", ["hana", "dee", "rita", "sam", "cora"])
def test_nobody_but_an_administrator_has_the_way_of_emergencies(
    client: Client, council: Council, name: str
) -> None:
    client.force_login(council.user(name))
    assert client.get(reverse("engagement:letter_emergency")).status_code == 403


@pytest.mark.item("INV-17")
def test_the_area_lists_only_letters_that_its_reader_may_know_of(
    council: Council, client: Client
) -> None:
    letter = issued(council)
    for name in ("hana", "cora", "helen", "rita", "sam", "gus", "odd"):
        client.force_login(council.user(name))
        shown = client.get(reverse("engagement:letters")).content.decode()
        knows = name in {"hana", "cora", "helen", "rita"}
        assert (letter.get_absolute_url() in shown) is knows
        assert ("There is no letter for you to read." in shown) is not knows

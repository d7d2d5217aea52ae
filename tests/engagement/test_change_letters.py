"""An approved change brings a letter, kept as it read that day (LET-06, SM-1)."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from engagement.models import ChangeLetter, Level, LevelAssignment, Side, View
from engagement.services.decisions import approve, reject
from schools.models import Person, School
from sitrack.core import sweep
from sitrack.core.models import Event, Notification
from tests.engagement.level_forms import text
from tests.engagement.proposing import viewed
from tests.threads import at_once
from tests.universe import Council, read_council


def approved(council: Council, **facts: object) -> LevelAssignment:
    row = viewed(council, **facts)  # type: ignore[arg-type]
    return approve(assignment=row, by=council.rita, note="Both *outcomes* and plans.")


def letter_of(row: LevelAssignment) -> ChangeLetter:
    return ChangeLetter.objects.get(assignment=row)


@pytest.mark.item("LET-06", "SM-1")
def test_an_approved_change_brings_a_letter_to_head_and_chair(
    client: Client, council: Council
) -> None:
    row = approved(council, view=View.PREFERS_OTHER, level=council.level("suf_8"))
    letter = letter_of(row)
    client.force_login(council.cora)
    shown = text(client.get(letter.get_absolute_url()))
    for words in (
        "CL 2025/26-1, issued on 10 November 2025",
        "Helen Marsh, Headteacher",
        "Cora Lyle, Chair",
        "stands at this level from 20 November 2025. Before that: Entitlement up to 8"
        " hours.",
        "Up to 12 hours per term school improvement support",
        "write an additional engagement plan for it together",
        "The LA proposed the level on 10 November 2025.",
        "prefers another level (Entitlement up to 8 hours)",
        "Both <em>outcomes</em> and plans.",
        "Rita Okafor",
        "Regional Lead for Education",
    ):
        assert words in shown, words
    told = Notification.objects.filter(title__startswith="A letter about the level")
    assert [one.recipient.name for one in told] == ["Cora Lyle"]
    event = Event.objects.get(verb="level.letter")
    assert "Preventative Warning Letter" not in shown
    assert event.sentence == (
        "issued the letter CL 2025/26-1 about the change to Entitlement up to 12 hours"
    )


def test_the_letter_reads_as_it_did_whatever_changes_later(
    client: Client, council: Council
) -> None:
    letter = letter_of(approved(council))
    client.force_login(council.helen)
    before = client.get(letter.get_absolute_url()).content.count(b"Helen Marsh")
    Person.objects.filter(pk=council.persons["helen"].pk).update(name="Somebody Else")
    Level.objects.update(label="Another label")
    School.objects.filter(pk=council.hawthorn.pk).update(street="1 New Road")
    shown = text(client.get(letter.get_absolute_url()))
    assert "Helen Marsh, Headteacher" in shown
    assert "Entitlement up to 12 hours" in shown
    assert "Another label" not in shown
    assert before


def test_what_is_typed_into_a_note_is_text_in_the_letter(council: Council) -> None:
    row = viewed(council)
    note = "<script>alert(1)</script> and <b>bold</b>"
    approve(assignment=row, by=council.rita, note=note)
    html = letter_of(row).html
    assert "<script" not in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("person", "status"),
    [
        *((name, 200) for name in ("helen", "dev", "cora", "sam", "rita", "hana")),
        *((name, 404) for name in ("gus", "sena", "theo", "odd", "ola", "ada")),
    ],
)
def test_the_letter_is_for_those_it_is_addressed_to_and_the_la(
    client: Client, council: Council, person: str, status: int
) -> None:
    row = approved(council)
    url = letter_of(row).get_absolute_url()
    client.force_login(council.user(person))
    assert client.get(url).status_code == status
    if person in {"helen", "cora", "gus", "sam"}:
        linked = url in text(client.get(reverse("level", args=[row.pk])))
        assert linked == (status == 200)


def test_what_is_not_approved_brings_no_letter(council: Council) -> None:
    reject(assignment=viewed(council), by=council.rita, note="Not yet")
    assert not ChangeLetter.objects.exists()


def test_a_silence_is_said_in_the_letter(council: Council) -> None:
    row = viewed(council, side=Side.SCHOOL)
    LevelAssignment.objects.filter(pk=row.pk).update(
        view=View.NO_RESPONSE, viewed_by=None
    )
    row.refresh_from_db()
    approve(assignment=row, by=council.rita)
    html = " ".join(letter_of(row).html.split())
    assert "The school proposed the level on 10 November 2025." in html
    assert "The LA gave no view within ten working days." in html


def test_letters_of_two_schools_written_at_once_have_numbers_of_their_own(
    transactional_db: None, clock: object
) -> None:
    with sweep.asleep():
        with transaction.atomic():
            council = read_council()
        rows = [viewed(council, side=Side.SCHOOL), viewed_at_ash(council)]
        at_once(
            lambda: approve(assignment=rows[0], by=council.rita),
            lambda: approve(assignment=rows[1], by=council.hana),
        )
    numbers = ChangeLetter.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2]
    assert ChangeLetter.objects.filter(issued_at__date=date(2025, 11, 10)).count() == 2


def viewed_at_ash(council: Council) -> LevelAssignment:
    return viewed(council, school="ash", by=council.sam)

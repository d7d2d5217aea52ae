"""Eight people at once: no edit is lost, and no form is done twice."""

import random
import time
import uuid
from collections.abc import Callable
from functools import partial

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from engagement.models import SchoolYearRecord
from engagement.services import records
from sitrack.core.models import Event
from sitrack.core.submissions import once
from sitrack.core.versions import Stale
from tests.threads import at_once, each
from tests.universe import Council, address_of
from tests.visits.forms import posted
from visits.models import Comment, GuestAccess, Visit, VisitState
from visits.services import notes

WRITERS, EDITS, FORMS = 8, 60, 40
MOMENT = 0.05  # Seconds: nobody reads and types again at once.


@pytest.fixture
def council(committed: Council) -> Council:
    """The cast, for several connections at once."""
    return committed


def add_to_vision(council: Council, sentence: str) -> None:
    """Read, add a sentence, save; whoever comes second reads again and tries again."""
    rows = SchoolYearRecord.objects.select_related("school", "year")
    while True:
        record = rows.get(pk=council.records["hawthorn"].pk)
        try:
            records.change_header(
                record=record,
                expected_version=record.version,
                vision=f"{record.vision}{sentence}\n",
                adviser=record.adviser,
                peer_review=None,
                peer_review_note="",
                by=council.sam,
            )
        except Stale:
            time.sleep(random.uniform(0, MOMENT))  # noqa: S311
            continue
        return


def test_of_480_edits_by_eight_writers_none_is_lost(council: Council) -> None:
    before = council.record().version

    def writer(number: int) -> Callable[[], None]:
        return each(
            partial(add_to_vision, council, f"Writer {number}, edit {edit}.")
            for edit in range(EDITS)
        )

    at_once(*map(writer, range(WRITERS)))
    record = council.record()
    wanted = {f"Writer {w}, edit {e}." for w in range(WRITERS) for e in range(EDITS)}
    assert set(record.vision.split("\n")) - {""} == wanted
    assert record.version == before + WRITERS * EDITS


def test_of_320_posts_of_40_forms_40_are_done(council: Council) -> None:
    forms = [QueryDict(f"submit_token={uuid.uuid4()}&n={n}") for n in range(FORMS)]

    def act() -> str:
        visit = notes.start_note(
            record=council.record(),
            note=council.note(),
            lead=council.persons["sam"],
            by=council.sam,
        )
        return visit.get_absolute_url()

    def browser() -> list[str]:
        return [once(form, by=council.sam, act=act, go_on=act) for form in forms]

    answers = at_once(*[browser] * WRITERS)
    made = [visit.get_absolute_url() for visit in Visit.objects.all()]
    assert len(made) == FORMS
    assert all(answer == answers[0] for answer in answers)
    assert sorted(answers[0]) == sorted(made)


def client_of(council: Council, name: str) -> Client:
    client = Client()
    client.force_login(council.user(name))
    return client


def test_two_who_comment_at_once_are_both_heard(council: Council) -> None:
    visit = council.shared_visit()
    address = reverse("visits:visit_comment", args=[visit.pk])

    def comment(client: Client, text: str) -> None:
        token = str(uuid.uuid4())
        data = {"submit_token": token, "intent": "comment", "text": text}
        while client.post(address, data).status_code != 302:
            continue

    at_once(
        partial(comment, client_of(council, "helen"), "Helen’s words"),
        partial(comment, client_of(council, "dev"), "Dev’s words"),
    )
    texts = Comment.objects.values_list("text", flat=True)
    assert sorted(texts) == ["Dev’s words", "Helen’s words"]
    assert Visit.objects.get().state == VisitState.COMMENTED


def test_of_two_who_make_a_visit_final_at_once_one_does(council: Council) -> None:
    visit = council.commented_visit()
    address = reverse("visits:visit_finalise", args=[visit.pk])
    data = {"version": str(visit.version)}
    sam, rita = client_of(council, "sam"), client_of(council, "rita")
    first, second = at_once(
        lambda: sam.post(address, data), lambda: rita.post(address, data)
    )
    assert sorted([first.status_code, second.status_code]) == [302, 422]
    assert Visit.objects.get().state == VisitState.FINAL
    assert Event.objects.filter(verb="visit.finalised").count() == 1


def test_of_two_who_save_one_note_at_once_one_is_shown_both_texts(
    council: Council,
) -> None:
    visit = council.draft_visit()
    address = reverse("visits:visit_edit", args=[visit.pk])

    def save(name: str) -> int:
        data = posted(council, version="1", summary=f"{name}’s words", intent="draft")
        return client_of(council, name).post(address, data).status_code

    answers = at_once(partial(save, "sam"), partial(save, "rita"))
    assert sorted(answers) == [302, 409]


@pytest.mark.item("CONF-10")
def test_of_two_who_let_the_same_guest_read_a_note_at_once_one_does(
    council: Council,
) -> None:
    visit = council.final_visit()
    address = reverse("visits:visit_guest_add", args=[visit.pk])
    data = {"email": address_of("odd"), "until": "12/12/2025", "reason": "A review"}
    helen, sam = client_of(council, "helen"), client_of(council, "sam")
    first, second = at_once(
        lambda: helen.post(address, data), lambda: sam.post(address, data)
    )
    assert sorted([first.status_code, second.status_code]) == [302, 422]
    access = GuestAccess.objects.get()

    def withdraw(client: Client) -> int:
        ending = reverse("visits:guest_withdraw", args=[access.pk])
        return client.post(ending).status_code

    # The second meets the refusal.
    assert sorted(at_once(lambda: withdraw(helen), lambda: withdraw(sam))) == [302, 422]
    assert Event.objects.filter(verb="guest.withdrawn").count() == 1

"""What is typed and not saved is kept for whoever typed it, and let go in time."""

import threading
import uuid
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.http import QueryDict

from sitrack.core import sweep
from sitrack.core.drafts import services
from sitrack.core.drafts.services import Held, TooLong, keep_draft, read_held, spend
from sitrack.core.models import Draft, User
from sitrack.core.submissions import new_token, once

FORM = "/visits/12/edit/"
PAGE, LATER_PAGE = uuid.UUID(int=101), uuid.UUID(int=102)


@pytest.fixture
def user(db: None, clock: time_machine.Traveller) -> User:
    return User.objects.create_user("sam@council.example", name="Sam Rowe")


def keep(
    text: str, *, by: User, sequence: int = 1, page: uuid.UUID = PAGE, holds: str = ""
) -> Draft:
    """Keep a summary as it stands on a page."""
    return keep_draft(
        form=FORM,
        page=page,
        sequence=sequence,
        fields={"summary": [text]},
        holds=read_held([holds]),
        by=by,
    )


def kept(user: User) -> list[str]:
    """The summaries that could be offered back."""
    rows = Draft.objects.filter(user=user, spent=False).order_by("pk")
    return [row.fields["summary"][0] for row in rows]


def test_the_newest_words_of_a_page_are_kept(user: User) -> None:
    keep("Pupils read", by=user, sequence=1)
    keep("Pupils read with fluency", by=user, sequence=2)
    assert kept(user) == ["Pupils read with fluency"]


@pytest.mark.parametrize("sequence", [1, 2])
def test_an_older_draft_never_overwrites_a_newer(user: User, sequence: int) -> None:
    keep("Pupils read with fluency", by=user, sequence=2)
    answer = keep("Pupils", by=user, sequence=sequence)
    assert answer.sequence == 2
    assert kept(user) == ["Pupils read with fluency"]


def test_two_pages_of_one_form_are_kept_beside_each_other(user: User) -> None:
    keep("On the laptop", by=user)
    keep("On the phone", by=user, page=LATER_PAGE)
    assert kept(user) == ["On the laptop", "On the phone"]


def test_two_people_have_drafts_of_their_own_even_for_one_page(user: User) -> None:
    rita = User.objects.create_user("rita@council.example", name="Rita Okafor")
    keep("Sam’s words", by=user)
    keep("Rita’s words", by=rita)
    spend([Held(PAGE, 5)], by=rita)
    assert (kept(user), kept(rita)) == (["Sam’s words"], [])


def test_a_draft_gives_way_to_the_page_that_began_with_its_words(user: User) -> None:
    keep("Pupils read", by=user, sequence=3)
    keep("Pupils read, and more", by=user, page=LATER_PAGE, holds=f"{PAGE}:3")
    assert kept(user) == ["Pupils read, and more"]


def test_a_draft_in_which_more_was_typed_since_stays(user: User) -> None:
    keep("Pupils read", by=user, sequence=4)
    keep("Pupils read, and more", by=user, page=LATER_PAGE, holds=f"{PAGE}:3")
    assert kept(user) == ["Pupils read", "Pupils read, and more"]


def test_a_saved_form_lets_its_drafts_go(user: User) -> None:
    keep("Pupils read", by=user, sequence=7)
    once(form_sent(f"{PAGE}:7"), by=user, act=lambda: "/visits/12/")
    assert kept(user) == []
    assert Draft.objects.get().fields == {}


def test_a_draft_that_comes_late_does_not_come_back(user: User) -> None:
    once(form_sent(f"{PAGE}:7"), by=user, act=lambda: "/visits/12/")
    keep("Pupils read", by=user, sequence=6)
    assert kept(user) == []


def test_words_typed_after_the_save_are_kept(user: User) -> None:
    once(form_sent(f"{PAGE}:7"), by=user, act=lambda: "/visits/12/")
    keep("Pupils read, and more", by=user, sequence=8)
    assert kept(user) == ["Pupils read, and more"]


def test_a_save_that_fails_leaves_the_draft(user: User) -> None:
    keep("Pupils read", by=user)

    def fail() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once(form_sent(f"{PAGE}:1"), by=user, act=fail)
    assert kept(user) == ["Pupils read"]


@pytest.mark.parametrize(
    "held", ["", ":", "x:1", f"{PAGE}:", f"{PAGE}:-1", f"{PAGE}:²", f"{PAGE}:{10**30}"]
)
def test_what_names_no_draft_is_left_out(user: User, held: str) -> None:
    keep("Pupils read", by=user)
    once(form_sent(held), by=user, act=lambda: "/visits/12/")
    assert kept(user) == ["Pupils read"]


def test_a_page_that_kept_nothing_leaves_no_row(user: User) -> None:
    once(form_sent(f"{PAGE}:0"), by=user, act=lambda: "/visits/12/")
    assert not Draft.objects.exists()


def test_tokens_and_passwords_are_never_kept(user: User) -> None:
    fields = {
        "csrfmiddlewaretoken": ["x"],
        "draft": [f"{PAGE}:1"],
        "new_password": ["x"],
        "steps-TOTAL_FORMS": ["3"],
        "present": ["1", "2"],
    }
    draft = keep_draft(form=FORM, page=PAGE, sequence=1, fields=fields, by=user)
    assert draft.fields == {"steps-TOTAL_FORMS": ["3"], "present": ["1", "2"]}


def test_more_than_a_form_holds_is_refused(user: User) -> None:
    with pytest.raises(TooLong):
        keep("x" * (services.MOST_CHARACTERS + 1), by=user)
    assert not Draft.objects.exists()


def test_a_draft_is_forgotten_after_two_weeks(
    user: User, clock: time_machine.Traveller
) -> None:
    keep("Old words", by=user)
    clock.shift(timedelta(days=13))
    keep("New words", by=user, page=LATER_PAGE)
    sweep.sweep()
    assert kept(user) == ["Old words", "New words"]
    clock.shift(timedelta(days=1, seconds=1))
    sweep.sweep()
    assert kept(user) == ["New words"]


def test_discarding_leaves_what_was_typed_since_it_was_shown(user: User) -> None:
    shown = keep("Pupils read", by=user)
    keep("Pupils read with fluency", by=user, sequence=2)
    services.discard(draft=shown, by=user)
    assert kept(user) == ["Pupils read with fluency"]


@pytest.mark.django_db(transaction=True)
def test_of_a_save_and_a_late_draft_at_once_no_draft_is_left() -> None:
    user = User.objects.create_user("sam@council.example", name="Sam Rowe")
    both = threading.Barrier(2)

    def at_once(number: int, late: bool) -> None:
        page = uuid.UUID(int=number)
        try:
            both.wait(timeout=10)
            if late:
                keep("Pupils read", by=user, sequence=5, page=page)
            else:
                once(form_sent(f"{page}:5"), by=user, act=lambda: "/visits/12/")
        finally:
            connection.close()

    for number in range(1, 9):
        threads = [
            threading.Thread(target=at_once, args=(number, late))
            for late in (True, False)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
    assert Draft.objects.count() == 8
    assert kept(user) == []


def form_sent(held: str) -> QueryDict:
    """A form as it was posted, with the draft whose words it holds."""
    return QueryDict(urlencode({"submit_token": new_token(), "draft": held}))

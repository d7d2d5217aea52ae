"""The pages that appoint somebody, end a post, and correct what has not begun."""

from datetime import date
from typing import Any

from django.urls import reverse

from schools.models import Post
from schools.services.people import appoint
from sitrack.core.roles import Role
from tests.reports.posting import (
    appointing,
    browser,
    ending,
    of_school,
    read,
)
from tests.universe import TODAY, Council

JANUARY, FEBRUARY = date(2026, 1, 31), date(2026, 2, 1)


def test_rights_end_in_the_session_that_is_open(council: Council) -> None:
    gus = browser(council, "gus")
    assert gus.get(of_school(council)).status_code == 200
    ending(council, "gus", date(2025, 11, 9))
    assert gus.get(of_school(council)).status_code == 404


def test_a_second_sep_is_refused_beside_the_box(council: Council) -> None:
    page = appointing(council, "ola", role="officer")
    assert page.status_code == 422
    assert "Sam Rowe already holds this post at Hawthorn" in read(page)
    assert 'value="Hawthorn Primary School"' in read(page)
    assert appointing(council, "ola", role="officer", acting="on").status_code == 302


def test_a_post_that_a_school_cannot_hold_is_asked_for_by_name(
    council: Council,
) -> None:
    page = read(appointing(council, "odd", role="headteacher", school=""))
    assert "Enter the school where this post is held" in page
    page = read(appointing(council, "odd", role="headteacher", school="primary"))
    assert "Several schools match" in page
    assert "Ash Primary School (900007)" in page
    page = read(appointing(council, "odd", role="headteacher", school="Atlantis"))
    assert "No open school has this name or URN" in page
    page = read(appointing(council, "odd", role="lead"))
    assert "Select the region of this post" in page
    page = read(appointing(council, "odd", role="governor", end="1/1/2025"))
    assert "Last day must be the same as or after the first day" in page
    assert council.persons["odd"].posts.count() == 1
    by_urn = appointing(council, "odd", role="governor", school="900001")
    assert by_urn.status_code == 302


def test_an_acting_post_stands_beside_the_one_it_covers(council: Council) -> None:
    post = appoint(
        person=council.persons["dev"],
        role=Role.HEADTEACHER,
        school=council.hawthorn,
        start=TODAY,
        acting=True,
        by=council.ada,
    )
    address = reverse("schools:person", args=[post.person_id])
    page = read(browser(council, "ada").get(address))
    assert "Acting headteacher" in page
    assert "Covers for Helen Marsh" in page


def governor_to_be(council: Council) -> Post:
    """Odd, to be governor of Hawthorn from February."""
    sent = {"role": "governor", "start": "1 February 2026"}
    assert appointing(council, "odd", **sent).status_code == 302
    post: Post = council.persons["odd"].posts.get(role=Role.GOVERNOR)
    return post


def test_what_has_not_begun_is_corrected_and_taken_back(council: Council) -> None:
    post, ada = governor_to_be(council), browser(council, "ada")
    person = reverse("schools:person", args=[post.person_id])
    assert "from 1 February 2026" in read(ada.get(person))
    move = reverse("schools:post_start", args=[post.pk])
    assert ada.post(move, {"start": "1/3/2026", "version": 1}).status_code == 302
    assert "from 1 March 2026" in read(ada.get(person))
    stale = ada.post(move, {"start": "2/3/2026", "version": 1})
    assert stale.status_code == 409
    assert "1 March 2026" in read(stale)
    cancel = reverse("schools:post_cancel", args=[post.pk])
    assert ada.post(cancel, {"version": 1}).status_code == 409
    assert ada.post(cancel, {"version": 2}).status_code == 302
    assert "Posts to come" not in read(ada.get(person))
    assert "cancelled the appointment of Odd Larsen, Governor" in read(ada.get(person))
    assert ada.get(cancel).status_code == 404


def test_a_post_that_has_begun_can_only_be_ended(council: Council) -> None:
    post, ada = council.persons["helen"].posts.get(), browser(council, "ada")
    for name in ("post_start", "post_cancel"):
        address = reverse(f"schools:{name}", args=[post.pk])
        page = ada.post(address, {"version": 1, "start": "1/3/2026"}, follow=True)
        assert "This post has begun. You can only end it." in read(page)
    post.refresh_from_db()
    assert post.version == 1


def test_a_last_day_before_the_first_is_refused_beside_its_box(
    council: Council,
) -> None:
    post, ada = council.persons["helen"].posts.get(), browser(council, "ada")
    address = reverse("schools:post_end", args=[post.pk])
    page = ada.post(address, {"end": "31/8/2025", "reason": "Leaves", "version": 1})
    assert page.status_code == 422
    assert "A post cannot end before it starts" in read(page)
    assert 'value="Leaves"' in read(page)


def test_the_reason_is_read_by_those_who_keep_posts_alone(council: Council) -> None:
    post, ada = council.persons["helen"].posts.get(), browser(council, "ada")
    address = reverse("schools:post_end", args=[post.pk])
    ada.post(address, {"end": "31/12/2025", "reason": "Retires", "version": 1})
    person = reverse("schools:person", args=[post.person_id])
    assert "Retires" in read(ada.get(person))
    for name in ("rita", "hana"):
        page = read(browser(council, name).get(person))
        assert "until 31 December 2025" in page
        assert "Retires" not in page
        assert "/end/" not in page
    assert "Retires" not in read(browser(council, "helen").get(of_school(council)))


def test_an_appointment_posted_twice_is_made_once(council: Council) -> None:
    sent = {"role": "governor", "submit_token": "6f1e4fb5-6d4c-4c0c-8a44-3b2a3b0f4d1a"}
    answers = [appointing(council, "odd", **sent).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert council.persons["odd"].posts.filter(role=Role.GOVERNOR).count() == 1


def test_a_vacancy_leads_to_a_form_that_knows_it(council: Council) -> None:
    ada = browser(council, "ada")
    wanted: dict[str, Any] = {"for": "headteacher", "at": council.elm.pk}
    page = read(ada.get(reverse("schools:people"), wanted))
    assert "Who becomes Headteacher at Elm Junior School?" in page
    address = reverse("schools:appoint", args=[council.persons["odd"].pk])
    assert f"{address}?for=headteacher&amp;at={council.elm.pk}" in page
    form = ada.get(address, wanted).context["form"]
    assert form.initial["school"] == "Elm Junior School (900002)"
    assert form.initial["role"] == "headteacher"
    nonsense = ada.get(reverse("schools:people"), {"for": "king", "at": "x"})
    assert "Who becomes" not in read(nonsense)


def test_schools_are_chosen_read_and_then_handed_on(council: Council) -> None:
    address = reverse("schools:hand_on", args=[council.persons["sam"].pk])
    ada = browser(council, "ada")
    page = ada.post(address, {"last_day": "31/1/2026"})
    assert page.status_code == 422
    for words in ("Tick the schools to hand on", "Select who takes over"):
        assert words in read(page)
    post = council.persons["sam"].posts.get(school=council.elm)
    sent = {"posts": post.pk, "last_day": "31/1/2026", "to": council.persons["ola"].pk}
    assert "Check before you hand on" in read(ada.post(address, sent))
    again = read(ada.post(address, {**sent, "back": "yes", "confirmed": "yes"}))
    assert "Schools to hand on" in again
    gone = {**sent, "confirmed": "yes"}
    assert ada.post(address, gone).status_code == 302
    page = ada.post(address, gone)
    assert page.status_code == 422
    assert "leaves Elm Junior School on 31 January 2026 already" in read(page)
    helen = council.persons["helen"].pk
    page = ada.post(address, {**sent, "to": helen})
    assert "Select somebody who works for the authority" in read(page)

"""An invitation is for one post, and opens nothing once that has changed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from schools.models import Invitation, Person, Post
from schools.services import invitations
from schools.services.people import appoint, end_post
from schools.services.post_changes import cancel, move_start
from schools.services.refusals import Refusal
from sitrack.core.models import Event, User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from sitrack.core.sweep import sweep
from tests.reports.pages import read, words
from tests.schools.invited import PASSWORD, mailed_link, somebody_new, take_up
from tests.universe import NOW, Council

Mails = list[EmailMessage]
TODAY = NOW.date()
NEXT_WEEK = TODAY + timedelta(days=7)
CHANGED = "Your post has changed since this invitation"


def appointed(council: Council, start: date = NEXT_WEEK) -> Post:
    """Nell is to be the deputy at Hawthorn, and is invited."""
    return appoint(
        person=somebody_new(),
        role=Role.DEPUTY,
        start=start,
        school=council.hawthorn,
        by=council.ada,
    )


def end_now(council: Council, post: Post) -> None:
    end_post(post=post, on=post.start, by=council.ada)


def end_next_year(council: Council, post: Post) -> None:
    end_post(post=post, on=date(2026, 8, 31), by=council.ada)


def move(council: Council, post: Post) -> None:
    later = post.start + timedelta(days=7)
    move_start(post=post, to=later, expected_version=post.version, by=council.ada)


def take_back(council: Council, post: Post) -> None:
    cancel(post=post, expected_version=post.version, by=council.ada)


CHANGES = [end_now, end_next_year, move, take_back]
Change = Callable[[Council, Post], None]


def test_the_row_names_the_post_and_the_page_says_which(
    council: Council, mailoutbox: Mails
) -> None:
    post = appointed(council)
    row = Invitation.objects.get()
    assert (row.post, row.post_version) == (post, 1)
    assert row.post_words == "Deputy headteacher, Hawthorn Primary School"
    shown = words(Client().get(mailed_link(mailoutbox)))
    assert (
        "You are invited as Deputy Headteacher, Hawthorn Primary School . sitrack is"
        in shown
    )


@pytest.mark.parametrize("change", CHANGES)
def test_a_link_for_a_post_that_has_changed_opens_nothing(
    council: Council, mailoutbox: Mails, change: Change
) -> None:
    post = appointed(council)
    link = mailed_link(mailoutbox)
    change(council, Post.objects.get(pk=post.pk))
    page = Client().get(link)
    shown = words(page)
    assert (page.status_code, CHANGED in shown) == (410, True)
    assert (
        "Ask the administrator of sitrack at Suffolk County Council to send you a new"
        " one." in shown
    )
    assert "Hawthorn" not in shown
    assert "Nell" not in shown
    assert Client().post(link, {"password": PASSWORD}).status_code == 410
    assert not User.objects.filter(email="nell@council.example").exists()
    event = Event.objects.get(verb="invitation.refused")
    assert event.sentence == (
        "could not open the invitation of Nell Ward: the post that it was for had"
        " changed"
    )


@pytest.mark.parametrize("change", CHANGES)
def test_the_post_changes_while_the_page_is_open(
    council: Council, mailoutbox: Mails, change: Change
) -> None:
    post = appointed(council)
    token = mailed_link(mailoutbox).split("/")[2]
    opened = invitations.open_link(token=token, reader=None)
    assert opened.invitation
    assert opened.refusal is None
    change(council, Post.objects.get(pk=post.pk))
    with pytest.raises(RuleBroken, match="can no longer be used"):
        invitations.accept(invitation=opened.invitation, password=PASSWORD)
    refused = invitations.open_link(token=token, reader=None).refusal
    assert refused == Refusal.OTHER_POST


def test_another_post_does_not_make_up_for_it_and_a_new_invitation_does(
    council: Council, mailoutbox: Mails
) -> None:
    post = appointed(council)
    nell = Person.objects.get(name="Nell Ward")
    link = mailed_link(mailoutbox)
    appoint(
        person=nell,
        role=Role.GOVERNOR,
        start=TODAY,
        school=council.elm,
        by=council.ada,
    )
    assert Client().get(link).status_code == 200
    take_back(council, Post.objects.get(pk=post.pk))
    assert Client().get(link).status_code == 410
    shown = read(council.ada, nell.get_absolute_url())
    assert (
        "Invited on 10 November 2025 as Deputy headteacher, Hawthorn Primary School,"
        " which has changed: send it again" in shown
    )
    invitations.invite(person=nell, by=council.ada)
    assert Invitation.objects.open().get().post_words == "Governor, Elm Junior School"
    take_up(mailed_link(mailoutbox))


def test_what_changed_before_the_mail_is_not_mailed(
    council: Council, mailoutbox: Mails
) -> None:
    move(council, appointed(council))
    sweep()
    assert mailoutbox == []


def test_an_invitation_from_before_posts_were_named_is_asked_for_anew(
    council: Council, mailoutbox: Mails
) -> None:
    appointed(council)
    link = mailed_link(mailoutbox)
    Invitation.objects.update(post=None, post_version=None, post_words="")
    assert CHANGED in words(Client().get(link))


@pytest.mark.parametrize("change", [end_now, move])
def test_whoever_holds_a_dead_link_is_invited_anew_for_another_post(
    council: Council, mailoutbox: Mails, change: Change
) -> None:
    first = appointed(council)
    dead = mailed_link(mailoutbox)
    change(council, first)
    appoint(
        person=first.person,
        role=Role.CHAIR,
        start=NEXT_WEEK,
        school=council.hawthorn,
        by=council.ada,
    )
    fresh = mailed_link(mailoutbox)
    assert fresh != dead
    assert Client().get(fresh).status_code == 200
    assert Client().get(dead).status_code == 410

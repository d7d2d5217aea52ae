"""The same form posted twice is done once."""

import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from schools.models import Region
from sitrack.core.models import Submission, User
from sitrack.core.submissions import (
    SentBefore,
    content_of,
    new_token,
    once,
    token_for,
)


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("sam@council.example", name="Sam Rowe")


def sent(token: str, **typed: str) -> QueryDict:
    """The form as it was posted."""
    return QueryDict(urlencode({"submit_token": token, **typed}))


def add_region(code: str) -> Callable[[], str]:
    """An act that adds a region and leads to its page."""

    def act() -> str:
        region = Region.objects.create(code=code, name=code)
        return f"/regions/{region.pk}/"

    return act


def test_the_second_post_is_answered_as_the_first(user: User) -> None:
    token = new_token()
    first = once(sent(token), by=user, act=add_region("N"))
    second = once(sent(token), by=user, act=add_region("N"))
    assert first == second == f"/regions/{Region.objects.get().pk}/"


def test_another_form_is_done_anew(user: User) -> None:
    once(sent(new_token()), by=user, act=add_region("N"))
    once(sent(new_token()), by=user, act=add_region("W"))
    assert Region.objects.count() == 2


def test_a_token_is_not_spent_when_the_act_fails(user: User) -> None:
    token = new_token()

    def fail() -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once(sent(token), by=user, act=fail)
    assert not Submission.objects.exists()
    once(sent(token), by=user, act=add_region("N"))
    assert Region.objects.count() == 1


@pytest.mark.parametrize("token", ["", "not a token", "é" * 400])
def test_a_malformed_token_counts_as_new(user: User, token: str) -> None:
    once(sent(token), by=user, act=add_region("N"))
    once(sent(token), by=user, act=add_region("W"))
    assert Region.objects.count() == 2


def test_somebody_elses_token_is_not_answered(user: User) -> None:
    token = new_token()
    once(sent(token), by=user, act=add_region("N"))
    other = User.objects.create_user("rita@council.example", name="Rita Okafor")
    with pytest.raises(Exception, match=r"(?i)unique"):
        once(sent(token), by=other, act=add_region("W"))
    assert Region.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_posts_at_once_one_is_done() -> None:
    user = User.objects.create_user("sam@council.example", name="Sam Rowe")
    token, answers, both = new_token(), list[str](), threading.Barrier(2)

    def post() -> None:
        try:
            both.wait(timeout=10)
            answers.append(once(sent(token), by=user, act=add_region("N")))
        finally:
            connection.close()

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert answers == [f"/regions/{Region.objects.get().pk}/"] * 2


def test_other_words_with_a_spent_token_are_told_and_not_swallowed(user: User) -> None:
    token = new_token()
    once(sent(token, name="North"), by=user, act=add_region("N"))
    grown = sent(token, name="North and more")
    for _ in range(2):
        with pytest.raises(SentBefore):
            once(grown, by=user, act=add_region("W"))
    assert token_for(grown) != token
    assert token_for(sent(token, name="North")) == token
    assert Region.objects.get().code == "N"


def test_other_words_go_on_where_the_form_can(user: User) -> None:
    token = new_token()
    once(sent(token, name="North"), by=user, act=add_region("N"))
    grown = sent(token, name="North and more")
    for _ in range(2):
        once(grown, by=user, act=add_region("X"), go_on=add_region("W"))
    assert sorted(Region.objects.values_list("code", flat=True)) == ["N", "W"]


def test_where_going_on_fails_the_first_post_stands(user: User) -> None:
    token = new_token()
    first = once(sent(token), by=user, act=add_region("N"))

    def fail() -> str:
        raise ZeroDivisionError

    grown = sent(token, name="More")
    with pytest.raises(ZeroDivisionError):
        once(grown, by=user, act=fail, go_on=fail)
    assert once(sent(token), by=user, act=fail) == first


def test_the_page_s_own_fields_are_no_words() -> None:
    one = QueryDict("text=a&csrfmiddlewaretoken=1&passport=x&submit_token=2")
    two = QueryDict("text=a&csrfmiddlewaretoken=3&passport=y&submit_token=4")
    assert content_of(one) == content_of(two)
    assert content_of(one) != content_of(QueryDict("text=a&text=b"))


def test_another_file_is_other_content() -> None:
    form = sent(new_token())
    named: list[MultiValueDict[str, Any]] = [
        MultiValueDict({"file": [SimpleUploadedFile("a.csv", content)]})
        for content in (b"one", b"two", b"one")
    ]
    first, second, third = (content_of(form, files) for files in named)
    assert first == third != second
    [read] = named[0].getlist("file")
    assert read.read() == b"one", "it can still be read"

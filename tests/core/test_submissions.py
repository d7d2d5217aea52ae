"""The same form posted twice is done once."""

import threading
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict

from schools.models import Region
from sitrack.core.models import Submission, User
from sitrack.core.submissions import new_token, once


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user("sam@council.example", name="Sam Rowe")


def sent(token: str) -> QueryDict:
    """The form as it was posted."""
    return QueryDict(urlencode({"submit_token": token}))


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

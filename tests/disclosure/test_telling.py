"""Whoever has to do something is told by a title and a link, and no reason tells what is
withheld."""

import pytest
from django.test import Client

from disclosure.models import Disclosure
from disclosure.services.marking import Why
from disclosure.services.steps import give_back, prepare
from sitrack.core.models import Notification, User
from sitrack.core.rules import RuleBroken
from tests.disclosure.acts import item_of, now, settle_all, settle_one, withhold
from tests.universe import Council


def told(user: User) -> list[tuple[str, bool]]:
    rows = Notification.objects.filter(recipient=user, path__contains="information")
    return [(row.title, row.read_at is None) for row in rows.order_by("pk")]


def ask(disclosure: Disclosure, by: User) -> None:
    version = now(disclosure).version
    prepare(disclosure=now(disclosure), expected_version=version, by=by)


@pytest.mark.item("CONF-04")
def test_who_can_check_is_told_and_who_prepared_hears_when_it_comes_back(
    client: Client, council: Council, asked: Disclosure
) -> None:
    settle_all(asked, council.hana)
    ask(asked, council.hana)
    waits = "A request for information waits for your check"
    assert told(council.dee) == [(waits, True)]
    assert told(council.hana) == []
    for name in ("helen", "sam", "rita", "ada"):
        assert told(getattr(council, name)) == []
    client.force_login(council.dee)
    client.get(asked.get_absolute_url())
    assert told(council.dee) == [(waits, False)]
    version = now(asked).version
    give_back(
        disclosure=now(asked), note="A name", expected_version=version, by=council.dee
    )
    back = "A request for information was sent back to you"
    assert told(council.hana) == [(back, True)]
    # Asked again, it is another occasion.
    ask(asked, council.hana)
    assert told(council.dee) == [(waits, False), (waits, True)]


def test_a_reason_that_holds_withheld_words_goes_no_further(
    council: Council, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana, why=Why("40(2)", "It is ZZillnesszz"))
    settle_all(asked, council.hana)
    with pytest.raises(RuleBroken, match=r"A reason holds words .* again: 5\."):
        ask(asked, council.hana)
    item_of(asked, "visit").marks.all().delete()
    withhold(asked, "zzillnesszz", council.hana, why=Why("40(2)", "It is about health"))
    first = item_of(asked, "record")
    note = {"section": "41", "note": "Told of zzillnesszz"}
    settle_one(first, council.hana, "withhold", **note)
    with pytest.raises(RuleBroken, match=r"again: 1\."):
        ask(asked, council.hana)
    settle_one(first, council.hana)
    ask(asked, council.hana)

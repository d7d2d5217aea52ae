"""Whoever ever had a hand in preparing neither checks nor releases, and a mark that was
taken off is told to whoever does."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from disclosure.models import Disclosure
from disclosure.queries.hands import hands_of
from disclosure.services.marking import take_off
from disclosure.services.releasing import release
from disclosure.services.steps import check, give_back, prepare
from schools.services.people import appoint
from sitrack.core.models import User
from sitrack.core.roles import Role
from sitrack.core.rules import RuleBroken
from tests.disclosure.acts import item_of, now, settle_all, settle_one, withhold
from tests.universe import Council
from visits.models import Visit

OWN = "Nobody checks or releases their own"


def step(act: Callable[..., None], asked: Disclosure, by: User, **more: str) -> None:
    one = now(asked)
    act(disclosure=one, expected_version=one.version, by=by, **more)


def test_whoever_settled_what_somebody_else_settled_again_does_not_check(
    council: Council, asked: Disclosure
) -> None:
    settle_one(item_of(asked, "visit"), council.dee)
    settle_all(asked, council.hana)
    step(prepare, asked, council.hana)
    with pytest.raises(RuleBroken, match=OWN):
        step(check, asked, council.dee)


def test_nor_does_whoever_settled_what_a_mark_that_went_has_opened_again(
    council: Council, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    settle_one(item_of(asked, "visit"), council.dee)
    take_off(mark=item_of(asked, "visit").marks.get(), by=council.hana)
    settle_all(asked, council.hana)
    step(prepare, asked, council.hana)
    with pytest.raises(RuleBroken, match=OWN):
        step(check, asked, council.dee)


def test_whoever_prepared_what_was_sent_back_neither_checks_nor_releases_it(
    council: Council, asked: Disclosure
) -> None:
    """Three disclose here: one settled, one asked for the check, and one checks."""
    rita = council.persons["rita"]
    appoint(person=rita, role=Role.HEAD, start=council.year.start, by=None)
    settle_all(asked, council.hana)
    step(prepare, asked, council.dee)
    step(give_back, asked, council.hana, note="One more name")
    step(prepare, asked, council.hana)
    with pytest.raises(RuleBroken, match=OWN):
        step(check, asked, council.dee)
    step(check, asked, council.user("rita"))
    with pytest.raises(RuleBroken, match=OWN):
        step(release, asked, council.dee)


def test_whoever_only_looked_may_check(council: Council, asked: Disclosure) -> None:
    settle_all(asked, council.hana)
    with pytest.raises(RuleBroken, match="do not stand there"):
        withhold(asked, "Nowhere in it", council.dee)
    step(prepare, asked, council.hana)
    step(check, asked, council.dee)


def read(by: User, address: str) -> str:
    client = Client()
    client.force_login(by)
    return " ".join(client.get(address).content.decode().split())


def test_the_checker_reads_which_marks_were_taken_off_by_whom_and_when(
    council: Council, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.dee)
    item = item_of(asked, "visit")
    take_off(mark=item.marks.get(), by=council.hana)
    withhold(asked, "Reading", council.hana)
    settle_all(asked, council.hana)
    step(prepare, asked, council.hana)
    address = reverse("disclosure:item", args=[asked.pk, item.pk])
    text = read(council.dee, address)
    assert "They are given out unless another mark covers them." in text
    assert "“zzillnesszz” in “Pupils read well. Nell Ode is away with" in text
    assert "Was under section 40(2). Marked by Dee Stanton, " in text
    assert "Taken off by Hana Yilmaz, 10 November 2025 at 10am" in text
    whole = read(council.dee, asked.get_absolute_url())
    assert "1 passage withheld, 1 mark taken off" in whole


def test_of_a_text_that_was_taken_anew_the_words_alone_are_told(
    council: Council, visit: Visit, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    item = item_of(asked, "visit")
    take_off(mark=item.marks.get(), by=council.hana)
    item.html = item.html.replace("Pupils read well. ", "")
    item.save()
    address = reverse("disclosure:item", args=[asked.pk, item.pk])
    assert "“zzillnesszz” <br>" in read(council.hana, address)


def test_the_hands_of_requests_that_are_under_way_are_read_from_the_log(
    council: Council, asked: Disclosure
) -> None:
    """As the migration does that made the table."""
    settle_one(item_of(asked, "visit"), council.dee)
    settle_all(asked, council.hana)
    assert hands_of(asked) == {council.dee.pk, council.hana.pk}
    asked.hands.all().delete()
    migration = import_module("disclosure.migrations.0003_hands")
    migration.note(apps, None)
    assert hands_of(asked) == {council.dee.pk, council.hana.pk}

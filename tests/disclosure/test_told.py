"""What happened stands calmly on the page: item by item in one line, and folded."""

from datetime import timedelta

import time_machine
from django.test import Client

from disclosure.models import Disclosure
from disclosure.queries.told import told_of
from disclosure.services.marking import take_off
from disclosure.services.steps import give_back, prepare
from tests.disclosure.acts import item_of, now, settle_all, withhold
from tests.universe import NOW, Council


def lines(found: Disclosure) -> list[str]:
    return [f"{one.last.actor_name} {one.words}" for one in told_of(found)]


def test_each_stretch_of_work_on_items_is_one_line(
    council: Council, asked: Disclosure, clock: time_machine.Traveller
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    take_off(mark=item_of(asked, "visit").marks.get(), by=council.hana)
    settle_all(asked, council.hana)
    version = now(asked).version
    prepare(disclosure=now(asked), expected_version=version, by=council.hana)
    back = now(asked)
    give_back(
        disclosure=back, note="A name", expected_version=back.version, by=council.dee
    )
    withhold(asked, "Sam Rowe", council.hana, only=item_of(asked, "visit"))
    clock.move_to(NOW + timedelta(days=1))
    withhold(asked, "zzillnesszz", council.hana)
    whole = "request for information FOI 26/041"
    assert lines(asked) == [
        f"Hana Yilmaz withheld a passage of item 5 of the {whole} under section 40(2)",
        f"Hana Yilmaz withheld 2 passages of item 5 of the {whole} under section 40(2)",
        f"Dee Stanton sent the {whole} back: A name",
        f"Hana Yilmaz prepared the {whole} and asked for a check",
        "Hana Yilmaz went through 5 items: 5 settled, 1 marked, 1 had a mark taken off",
        f"Hana Yilmaz took the record for the {whole}: 5 new",
        f"Hana Yilmaz recorded the {whole}, due by 5 December 2025",
    ]


def test_what_is_folded_can_be_read(
    client: Client, council: Council, asked: Disclosure
) -> None:
    settle_all(asked, council.hana)
    client.force_login(council.dee)
    text = client.get(asked.get_absolute_url()).content.decode()
    assert text.count('<li class="app-timeline__event">') == 3
    assert "went through 5 items: 5 settled" in text
    assert "Settled item 3 of the request for information FOI 26/041" in text

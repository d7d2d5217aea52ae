"""Hours that were not used are no fault, wherever a school reads of them."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from engagement.services.hours import log_time
from tests.universe import TODAY, Council

FAULT = re.compile(
    r"unused|not used|warning|carr(y|ied) (over|forward)|lost|wasted|below target"
    r"|still to use|left over|remaining|too few"
)


@pytest.mark.item("SUF-E-19", "SUF-F-09", "ACC-030")
@pytest.mark.parametrize("who", ["helen", "cora", "sam", "rita"])
def test_acc_030_a_term_that_closed_with_3_of_8_used_is_told_plainly(
    council: Council, clock: time_machine.Traveller, who: str
) -> None:
    log_time(
        record=council.record(),
        day=TODAY,
        minutes=180,
        person=council.persons["sam"],
        category=council.option("time_category", "conversation"),
        by=council.sam,
    )
    clock.move_to(datetime(2026, 1, 12, 10, tzinfo=UTC))
    client = Client()
    client.force_login(council.user(who))
    ledger = reverse("hours", args=[council.hawthorn.pk])
    autumn = council.terms["autumn"]
    pages = (
        (f"{ledger}?term={autumn.pk}", "up to 8 hours; 3 used"),
        (ledger, "up to 8 hours; 0 used"),
        (reverse("school", args=[council.hawthorn.pk]), "up to 8 hours"),
        (council.record().get_absolute_url(), "hours"),
    )
    for address, told in pages:
        page = client.get(address).content.decode()
        main = page.partition("<main")[2].partition("</main")[0]
        words = " ".join(re.sub(r"<[^>]+>", " ", main).split()).lower()
        assert told in words
        assert FAULT.findall(words) == []

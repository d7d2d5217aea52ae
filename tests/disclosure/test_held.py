"""What is held about those who answer requests tells an administrator of none."""

from datetime import date

import pytest

from disclosure.models import Disclosure
from disclosure.services.marking import take_off
from disclosure.services.releasing import hand_out, release
from disclosure.services.steps import check, prepare
from protection.models import Destruction, Keeping
from tests.access.printing import print_as_text
from tests.disclosure.acts import item_of, now, settle_all, withhold
from tests.protection.test_held import by_slug
from tests.universe import Council

ROWS = {
    *("disclosure-disclosure", "disclosure-discloseditem"),
    *("disclosure-withheld", "disclosure-download"),
}


@pytest.fixture
def released(
    council: Council, asked: Disclosure, monkeypatch: pytest.MonkeyPatch
) -> Disclosure:
    """Hana prepared it and took a mark off; Dee released it."""
    print_as_text(monkeypatch)
    withhold(asked, "zzillnesszz", council.hana)
    take_off(mark=item_of(asked, "visit").marks.get(), by=council.hana)
    settle_all(asked, council.hana)
    for act, by in (
        *((prepare, council.hana), (check, council.dee)),
        (release, council.dee),
    ):
        act(disclosure=now(asked), expected_version=now(asked).version, by=by)
    for file in asked.files.all():
        hand_out(file=file, by=council.hana)
    return asked


@pytest.mark.item("CONF-14")
def test_only_those_who_answer_requests_are_told_of_their_rows(
    council: Council, released: Disclosure
) -> None:
    own = by_slug(council, "hana", "hana")
    assert own.keys() >= ROWS
    assert [line.split("  ")[0] for line in own["disclosure-withheld"]] == [
        "withheld it",
        "took it off",
    ]
    for who in ("hana", "dee"):
        assert not by_slug(council, who, "ada").keys() & ROWS


@pytest.mark.item("CONF-14")
def test_what_is_kept_longer_of_a_letter_or_a_request_is_not_told_either(
    council: Council,
) -> None:
    for kind in ("letter", "disclosed", "record"):
        Keeping.objects.create(
            kind=kind,
            school=council.hawthorn,
            year=2019,
            until=date(2030, 9, 1),
            reason="It is needed",
            kept_by=council.hana,
        )
        Destruction.objects.create(
            kind=kind,
            year=2018,
            schools=[council.hawthorn.pk],
            reason="Over",
            asked_by=council.hana,
        )
    for slug in ("protection-keeping", "protection-destruction"):
        assert len(by_slug(council, "hana", "hana")[slug]) == 3
        assert len(by_slug(council, "hana", "ada")[slug]) == 1

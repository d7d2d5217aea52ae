"""A record that changes under the marks is told, and no mark goes onto other words."""

import pytest

from disclosure.models import Disclosure, Treatment
from disclosure.queries.changes import changes_since
from disclosure.services.marking import take_off
from disclosure.services.steps import check, give_back, prepare
from disclosure.services.taking import take_record
from engagement.models import Side
from sitrack.core.rules import RuleBroken
from tests.disclosure.acts import item_of, now, settle_all, settle_one, withhold
from tests.universe import Council
from visits.models import Visit
from visits.services.replies import add_addendum


def amend(visit: Visit, text: str, council: Council) -> None:
    add_addendum(visit=visit, side=Side.LA, text=text, by=council.sam)


def reword(visit: Visit, text: str) -> None:
    """The summary as a later amendment would leave it."""
    visit.sections.filter(prompt__key="summary").update(text=text)


def test_nothing_has_changed_at_first_whoever_looks(
    council: Council, asked: Disclosure
) -> None:
    for by in (council.hana, council.dee):
        changes = changes_since(asked, by)
        assert (changes.words, bool(changes)) == ("nothing has changed", False)
        assert not take_record(disclosure=asked, by=by)


def test_a_mark_stays_on_a_passage_that_reads_as_before(
    council: Council, visit: Visit, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    settle_all(asked, council.hana)
    amend(visit, "The library opened. Nell is back.", council)
    changes = changes_since(asked, council.dee)
    assert changes.words == "1 changed"
    take_record(disclosure=asked, by=council.hana)
    item = item_of(asked, "visit")
    (mark,) = item.marks.all()
    assert mark.passage is not None
    assert item.passages[mark.passage][mark.start : mark.end] == "zzillnesszz"
    assert "The library opened. Nell is back." in item.open_html()
    assert (item.read_by, item.read_at) == (None, None)
    with pytest.raises(RuleBroken, match="nobody has settled yet: 1"):
        prepare(disclosure=asked, expected_version=now(asked).version, by=council.hana)


def test_a_mark_of_a_passage_that_reads_otherwise_waits_for_somebody(
    council: Council, visit: Visit, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    reword(visit, "Nell Ode is back. Pupils read well, zzillnesszz is over.")
    take_record(disclosure=asked, by=council.hana)
    item = item_of(asked, "visit")
    (mark,) = item.marks.all()
    assert (mark.passage, mark.words) == (None, "zzillnesszz")
    # The words as they are now stand open before whoever prepares, and nothing else.
    assert "[withheld" not in item.open_html()
    with pytest.raises(RuleBroken, match="Marks wait to be looked at"):
        settle_one(item, council.hana)
    take_off(mark=mark, by=council.hana)
    assert withhold(asked, "zzillnesszz", council.hana) == 1
    settle_all(asked, council.hana)
    prepare(disclosure=asked, expected_version=now(asked).version, by=council.hana)


def test_a_mark_whose_passage_stands_twice_now_is_not_guessed(
    council: Council, visit: Visit, asked: Disclosure
) -> None:
    assert item_of(asked, "visit").passages.count("Reading") == 1
    withhold(asked, "Reading", council.hana)
    reword(visit, "Reading")
    take_record(disclosure=asked, by=council.hana)
    (mark,) = item_of(asked, "visit").marks.all()
    assert mark.passage is None


def test_what_is_new_is_an_item_that_nobody_has_read(
    council: Council, asked: Disclosure
) -> None:
    settle_all(asked, council.hana)
    council.draft_visit()
    changes = take_record(disclosure=asked, by=council.hana)
    # The draft is held too, and section 3 of the record does not list it.
    assert changes.words == "1 new"
    new = asked.items.get(read_at=None)
    assert new.title == "Visit of 10 November 2025 (draft)"


def test_what_is_gone_is_kept_and_read_again(
    council: Council, asked: Disclosure
) -> None:
    draft = council.draft_visit(steps=())
    take_record(disclosure=asked, by=council.hana)
    settle_all(asked, council.hana)
    draft.delete()
    changes = take_record(disclosure=asked, by=council.hana)
    assert changes.words == "1 gone"
    item = asked.items.get(gone=True)
    assert (item.read_at, item.position) == (None, asked.items.count())
    settle_one(item, council.hana, Treatment.LEAVE_OUT)
    assert not take_record(disclosure=asked, by=council.hana)


def test_a_record_that_changes_while_it_is_checked_goes_back(
    council: Council, visit: Visit, asked: Disclosure
) -> None:
    settle_all(asked, council.hana)
    prepare(disclosure=asked, expected_version=now(asked).version, by=council.hana)
    amend(visit, "An addendum.", council)
    version = now(asked).version
    with pytest.raises(RuleBroken, match=r"has changed .*\(1 changed\)"):
        check(disclosure=asked, expected_version=version, by=council.dee)
    with pytest.raises(RuleBroken, match="is being checked meanwhile"):
        take_record(disclosure=asked, by=council.hana)
    give_back(
        disclosure=asked, note="Take it anew", expected_version=version, by=council.dee
    )
    assert take_record(disclosure=asked, by=council.hana)

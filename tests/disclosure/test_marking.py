"""What is withheld is marked by a person, in a text that they have seen."""

import pytest
from django.core.exceptions import PermissionDenied

from disclosure.documents import given, schedule_of
from disclosure.models import Disclosure, Treatment
from disclosure.queries.names import known_names, proposed
from disclosure.queries.standing import left_standing
from disclosure.rules import Place, Span
from disclosure.services.marking import (
    Why,
    mark_places,
    mark_words,
    settle,
    take_off,
)
from disclosure.services.steps import prepare
from sitrack.core.models import Event
from sitrack.core.rules import RuleBroken
from tests.disclosure.acts import (
    NAMES,
    item_of,
    now,
    settle_all,
    settle_one,
    taken,
    withhold,
)
from tests.disclosure.conftest import ILLNESS, SUMMARY
from tests.universe import Council
from visits.models import Visit


def test_the_record_stands_in_the_order_of_reading(asked: Disclosure) -> None:
    assert [(item.position, item.kind, item.title) for item in asked.items.all()] == [
        (1, "Rolling record", "Front sheet, 2025/26"),
        (2, "Rolling record", "1. Continuous conversation, 2025/26"),
        (
            *(3, "Rolling record"),
            "2. Plan for Collaborative Improvement Support, 2025/26",
        ),
        (4, "Rolling record", "3. Record of joint work, 2025/26"),
        (5, "Note of a visit", "Visit of 10 November 2025"),
    ]
    assert SUMMARY in item_of(asked, "visit").passages


def test_a_sentence_is_ticked_and_stands_no_more(
    council: Council, asked: Disclosure
) -> None:
    item = item_of(asked, "visit")
    number = item.passages.index(SUMMARY)
    start = SUMMARY.index(ILLNESS)
    place = Place(number, Span(start, start + len(ILLNESS)))
    seen, by = item.fingerprint, council.hana
    for new in (1, 0):
        chosen = [place]
        made = mark_places(item=item, chosen=chosen, why=NAMES, seen=seen, by=by)
        assert made == new
    (mark,) = item.marks.all()
    assert (mark.words, mark.section, mark.made_by) == (ILLNESS, "40(2)", council.hana)
    left = "Pupils read well. [withheld: section 40(2)] The library is new."
    assert left in item_of(asked, "visit").open_html().replace(
        '<span class="withheld">', ""
    ).replace("</span>", "")
    assert "zzillnesszz" not in item.open_html()
    event = Event.objects.about(asked)[0]
    assert event.sentence == (
        "withheld a passage of item 5 of the request for information FOI 26/041 under"
        " section 40(2)"
    )


def test_words_that_are_typed_are_withheld_wherever_they_stand(
    council: Council, asked: Disclosure
) -> None:
    item = item_of(asked, "visit")
    assert withhold(asked, "Helen  Marsh", council.hana, only=item) == 4
    everywhere = withhold(asked, "Helen Marsh", council.hana)
    assert everywhere > 0
    for one in asked.items.all():
        assert "Helen Marsh" not in one.open_html() + one.open_title
    with pytest.raises(RuleBroken, match="do not stand there"):
        withhold(asked, "Helen Marsch", council.hana)


def test_a_name_is_found_however_it_is_spaced_and_broken(
    council: Council, visit: Visit
) -> None:
    text = "Jane\xa0Marsh and Jane Marsh met.\n\nHere was Jane\nMarsh, not marsh land."
    visit.sections.filter(prompt__key="summary").update(text=text)
    asked = taken(council)
    item = item_of(asked, "visit")
    assert withhold(asked, "Jane Marsh", council.hana) == 4
    assert list(item.marks.values_list("words", flat=True)) == [
        *("Jane Marsh", "Jane Marsh"),
        *("Jane", "Marsh"),
    ]
    assert "Jane" not in item.open_html()
    assert "not marsh land" in item.open_html()


def test_a_name_in_other_capitals_is_told_and_proposed(
    council: Council, visit: Visit
) -> None:
    text = "SAM  ROWE came. Sam\nRowe said so."
    visit.sections.filter(prompt__key="summary").update(text=text)
    asked = taken(council)
    item = item_of(asked, "visit")
    known = known_names(council.hawthorn)
    assert [str(one) for one in proposed(item, known)] == [
        "Sam Rowe, Officer: 4 places"
    ]
    withhold(asked, "Sam Rowe", council.hana)
    told = {one.words: one.items for one in left_standing(asked)}
    assert told["Sam Rowe"] == [item]
    withhold(asked, "Sam Rowe", council.hana, any_case=True)
    assert left_standing(asked) == []
    assert proposed(item_of(asked, "visit"), known) == []


def test_a_mark_names_a_section_of_the_act(council: Council, asked: Disclosure) -> None:
    with pytest.raises(RuleBroken, match="Choose a section"):
        withhold(asked, "Reading", council.hana, why=Why("99"))
    item = item_of(asked, "visit")
    for place in (Place(0, Span(0, 999)), Place(999, Span(0, 1)), Place(0, Span(3, 3))):
        with pytest.raises(RuleBroken, match="do not stand there"):
            mark_places(
                item=item,
                chosen=[place],
                why=NAMES,
                seen=item.fingerprint,
                by=council.hana,
            )
    assert not item.marks.exists()


def test_a_mark_is_taken_off_once(council: Council, asked: Disclosure) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    settle_all(asked, council.hana)
    (mark,) = item_of(asked, "visit").marks.all()
    take_off(mark=mark, by=council.dee)
    # More is given out than was settled: whoever prepares looks at it again.
    assert item_of(asked, "visit").read_at is None
    with pytest.raises(RuleBroken, match="taken off already"):
        take_off(mark=mark, by=council.hana)
    assert "zzillnesszz" in item_of(asked, "visit").open_html()


def test_a_mark_that_is_off_stays_as_a_row_and_may_be_made_again(
    council: Council, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    item = item_of(asked, "visit")
    take_off(mark=item.marks.get(), by=council.dee)
    (off,) = item_of(asked, "visit").marks.all()
    assert (off.made_by, off.taken_off_by) == (council.hana, council.dee)
    assert item_of(asked, "visit").in_force == []
    assert schedule_of(asked, given(asked)) == []
    assert left_standing(asked) == []
    assert withhold(asked, "zzillnesszz", council.hana) == 1
    assert withhold(asked, "zzillnesszz", council.hana) == 0
    assert item.marks.count() == 2
    assert "zzillnesszz" not in item_of(asked, "visit").open_html()


def test_an_item_is_not_settled_with_other_marks_than_were_seen(
    council: Council, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    item = item_of(asked, "visit")
    seen = item.marked_fingerprint
    take_off(mark=item.marks.get(), by=council.dee)
    for _ in range(2):
        with pytest.raises(RuleBroken, match="marks are others since"):
            settle(
                item=item,
                treatment=Treatment.DISCLOSE,
                why=Why(""),
                seen=seen,
                by=council.hana,
            )
        # The same words again: another mark.
        withhold(asked, "zzillnesszz", council.dee)
    settle_one(item, council.hana)
    assert item_of(asked, "visit").read_by == council.hana


def test_what_was_not_seen_as_it_is_now_is_not_marked(
    council: Council, asked: Disclosure
) -> None:
    item = item_of(asked, "visit")
    place = Place(0, Span(0, 5))
    with pytest.raises(RuleBroken, match="taken anew"):
        mark_places(
            item=item, chosen=[place], why=NAMES, seen="another", by=council.hana
        )
    with pytest.raises(RuleBroken, match="text or its marks are others"):
        settle(
            item=item,
            treatment=Treatment.DISCLOSE,
            why=Why(""),
            seen="another",
            by=council.hana,
        )


def test_nothing_is_marked_once_it_is_being_checked(
    council: Council, asked: Disclosure
) -> None:
    withhold(asked, "zzillnesszz", council.hana)
    (mark,) = item_of(asked, "visit").marks.all()
    settle_all(asked, council.hana)
    version = now(asked).version
    prepare(disclosure=asked, expected_version=version, by=council.hana)
    for act in (
        lambda: withhold(asked, "Reading", council.hana),
        lambda: take_off(mark=mark, by=council.hana),
        lambda: settle_one(item_of(asked, "visit"), council.hana),
    ):
        with pytest.raises(RuleBroken, match="is being checked meanwhile"):
            act()


@pytest.mark.parametrize("person", ["helen", "sam", "rita", "ada"])
def test_nobody_else_marks(council: Council, asked: Disclosure, person: str) -> None:
    with pytest.raises(PermissionDenied):
        mark_words(
            disclosure=asked, words="Reading", why=NAMES, by=getattr(council, person)
        )


def test_names_are_proposed_but_those_of_senior_posts(
    council: Council, asked: Disclosure
) -> None:
    item = item_of(asked, "visit")
    known = known_names(council.hawthorn)
    assert {"Sam Rowe", "Dev Chandra", "Gus Pell", "Mr Pell"} <= known.names.keys()
    senior = {"Helen Marsh", "Mrs Marsh", "Cora Lyle", "Hana Yilmaz", "Dee Stanton"}
    assert not senior & known.names.keys()
    found = [str(one) for one in proposed(item, known)]
    assert found == ["Sam Rowe, Officer: 2 places"]
    assert not item.marks.exists()
    withhold(asked, "Sam Rowe", council.hana, only=item)
    assert proposed(item_of(asked, "visit"), known) == []


def test_addresses_and_forms_of_address_are_proposed_too(
    council: Council, visit: Visit
) -> None:
    text = (
        "Mrs Pell, Mr Marsh and Dr Chandra wrote to gus@council.example,"
        " helen@council.example and a.parent@mail.example."
    )
    visit.sections.filter(prompt__key="summary").update(text=text)
    item = item_of(taken(council), "visit")
    found = [str(one) for one in proposed(item, known_names(council.hawthorn))]
    assert found == [
        "Dr Chandra, Deputy headteacher: one place",
        "Mrs Pell, Governor: one place",
        "Sam Rowe, Officer: 2 places",
        "a.parent@mail.example: one place",
        "gus@council.example, Governor: one place",
    ]


def test_words_that_stand_open_elsewhere_are_told(
    council: Council, asked: Disclosure
) -> None:
    item = item_of(asked, "visit")
    assert left_standing(asked) == []
    withhold(asked, "Helen Marsh", council.hana, only=item)
    withhold(asked, "SEP", council.hana, only=item)
    front = item_of(asked, "record")
    found = left_standing(asked)
    assert [(one.words, one.items) for one in found] == [("Helen Marsh", [front])]
    withhold(asked, "Helen Marsh, helen", council.hana, only=front)
    assert left_standing(asked) == []
    take_off(mark=front.marks.get(), by=council.hana)
    settle_one(front, council.hana, Treatment.LEAVE_OUT)
    assert left_standing(asked) == []

"""A printed page as passages, and with words of it gone for good."""

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from disclosure.rules import Covered
from disclosure.text import left_of, passages_of, take, without

PAGE = """<!DOCTYPE html><html><head><title>ZZHEAD</title></head>
<body data-part="ZZPART" class="wide">
  <header><h1 id="zzid">A  note</h1></header><!-- ZZCOMMENT -->
  <table><tr><th scope="row" title="ZZTITLE">Present:</th>
    <td>Sam Rowe, SEP<br>Nell <strong>Ode</strong>, deputy</td></tr></table>
  <p>See <a href="mailto:zzmail@school.example">the address</a>, &lt;here&gt; &amp; now.</p>
  <svg><text>ZZDRAWN</text><title>ZZSAID</title></svg> after the drawing
  <img src="data:," alt="ZZALT">
</body></html>"""
PASSAGES = [
    "A note",
    "Present:",
    "Sam Rowe, SEP",
    "Nell Ode, deputy",
    "See the address, <here> & now.",
    "after the drawing",
]


def test_a_page_is_taken_with_nothing_in_it_but_what_is_read() -> None:
    taken = take(PAGE)
    assert taken.wide
    assert "zz" not in taken.html.lower()
    assert passages_of(taken.html) == PASSAGES
    assert '<th scope="row">Present:</th>' in taken.html
    assert "<h2>A note</h2>" in taken.html


def test_a_page_that_was_taken_reads_the_same_when_it_is_taken_again() -> None:
    taken = take(PAGE)
    again = take(f'<html><body class="wide">{taken.html}</body></html>')
    assert again == taken
    assert passages_of(without(taken.html, {})) == PASSAGES


def test_words_across_a_stress_are_gone_and_the_section_stands_once() -> None:
    taken = take(PAGE)
    marked = without(taken.html, {3: [Covered(0, 8, ("40(2)",))]})
    assert "Nell" not in marked
    assert "Ode" not in marked
    assert passages_of(marked)[3] == "[withheld: section 40(2)], deputy"
    assert marked.count('<span class="withheld">[withheld: section 40(2)]</span>') == 1
    assert passages_of(marked)[:3] == PASSAGES[:3]


def test_what_looks_like_markup_stays_text() -> None:
    taken = take(PAGE)
    marked = without(taken.html, {4: [Covered(0, 3, ("41",))]})
    assert "&lt;here&gt; &amp; now." in marked


def test_a_line_is_left_without_its_words() -> None:
    covered = [Covered(0, 4, ("40(2)",)), Covered(9, 12, ("41",))]
    left = left_of("Nell and Sam met", covered)
    assert left == "[withheld: section 40(2)] and [withheld: section 41] met"
    assert left_of("Nell", []) == "Nell"


LETTERS = st.text(alphabet="abc .<&", min_size=1, max_size=12)


@given(
    pieces=st.lists(LETTERS, min_size=1, max_size=4),
    start=st.integers(0, 30),
    length=st.integers(1, 30),
)
def test_what_is_withheld_is_never_left(
    pieces: list[str], start: int, length: int
) -> None:
    inside = "".join(f"<em>{escape(one)}</em>" for one in pieces)
    taken = take(f"<html><body><p>{inside}</p></body></html>")
    whole = passages_of(taken.html)
    if not whole or start >= len(whole[0]):
        return
    end = min(start + length, len(whole[0]))
    left = passages_of(without(taken.html, {0: [Covered(start, end, ("9",))]}))
    said = "[withheld: section 9]"
    assert left[0] == whole[0][:start] + said + whole[0][end:]


@pytest.mark.parametrize("taken_before", [False, True])
def test_a_withheld_rating_is_not_told_by_its_colour(taken_before: bool) -> None:
    left = set()
    for rag, word in (("red", "Red"), ("amber", "Amber"), ("green", "Green")):
        rating = {"rag": rag, "word": word}
        said = render_to_string("pdf/_rag.html", {"rating": rating}).strip()
        page = f"<table class='grid rated'><tr><td>{said}</td></tr></table>"
        markup = page if taken_before else take(f"<body>{page}</body>").html
        assert 'class="grid"' in without(markup, {})
        left.add(without(markup, {0: [Covered(0, len(word), ("40(2)",))]}))
    (page,) = left
    assert '<span class="rag"><span class="withheld">' in page


def test_a_space_that_holds_words_together_is_a_space() -> None:
    taken = take("<body><p>\u2003Jane\xa0\xa0Marsh\u202f<b>\xa0was</b> here</p></body>")
    assert passages_of(taken.html) == ["Jane Marsh was here"]


def test_signs_that_stand_for_marks_are_no_text() -> None:
    taken = take("<html><body><p>a\ue000b\ue001c\u200bd</p></body></html>")
    assert passages_of(taken.html) == ["abcd"]
    assert without(taken.html, {}) == "<p>abcd</p>"


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<p></p>"])
def test_an_empty_page_has_no_passages(page: str) -> None:
    assert passages_of(take(page).html) == []

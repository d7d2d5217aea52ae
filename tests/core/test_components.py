"""Components that are drawn once and looked up after that."""

import pytest
from django.utils.safestring import SafeString

from sitrack.core import components


def test_safe_markup_and_the_same_text_typed_are_not_confused() -> None:
    markup = "<b>bold</b>"
    assert markup in components.render("tag", html=SafeString(markup))
    assert markup not in components.render("tag", html=markup)
    assert markup not in components.render("tag", text=markup)


def test_two_fields_that_differ_in_one_word_are_drawn_apart() -> None:
    drawn = [
        components.render("input", id=name, name=name, label={"text": "Who?"})
        for name in ("first", "second", "first")
    ]
    assert drawn[0] == drawn[2] != drawn[1]
    assert 'id="second"' in drawn[1]


FIELD = {"id": "name", "name": "name", "label": {"text": "Name"}}


def test_what_somebody_typed_is_kept_nowhere() -> None:
    components.render("input", **FIELD, value="What the box is first drawn with")
    before = components._drawn.cache_info().currsize
    wrong = {"errorMessage": {"text": "Canary is no name"}}
    assert "Canary" in components.render("input", **FIELD, value="Canary")
    assert "Canary" in components.render("input", **FIELD, value="Canary", **wrong)
    assert components._drawn.cache_info().currsize == before


@pytest.mark.parametrize("name", sorted(components.BOXES))
@pytest.mark.parametrize(
    "typed",
    ["\n two\nlines ", "<b>&amp; \"quoted\" 'too'", "\u0645 \U0001f600", "0", 7],
)
def test_what_was_typed_stands_in_its_box_as_the_macro_writes_it(
    name: str, typed: object
) -> None:
    params = {**FIELD, "value": typed}
    drawn = components._draw(components.Asked(name, params))
    assert components.render(name, **params) == drawn

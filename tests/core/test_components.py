"""Components that are drawn once and looked up after that."""

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


def test_what_somebody_typed_is_kept_nowhere() -> None:
    field = {"id": "name", "name": "name", "label": {"text": "Name"}}
    components.render("input", **field)
    before = components._drawn.cache_info().currsize
    assert "Canary" in components.render("input", **field, value="Canary")
    assert components._drawn.cache_info().currsize == before

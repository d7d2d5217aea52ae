"""The component and field tags: nothing hostile gets through, every link lands."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from crispy_forms_gds.layout import Field, Fieldset, Layout
from django import forms
from django.forms import formset_factory
from django.http import QueryDict
from django.template import Context, Template

from sitrack.core.fields import ClockField, DayField, MomentField, ProseField
from sitrack.core.forms import Form, RowSet, changed_rows, quiet

HOSTILE = '<script>alert("label")</script>'


def draw(source: str, **context: Any) -> str:
    return Template("{% load govuk %}" + source).render(Context(context))


class EveryField(Form):
    text = forms.CharField(label=HOSTILE, help_text=HOSTILE)
    email = forms.EmailField(label=HOSTILE)
    password = forms.CharField(label=HOSTILE, widget=forms.PasswordInput)
    number = forms.IntegerField(label=HOSTILE)
    ticked = forms.BooleanField(label=HOSTILE)
    one = forms.ChoiceField(label=HOSTILE, choices=[("", "---------"), ("a", HOSTILE)])
    radio = forms.ChoiceField(
        label=HOSTILE, choices=[("a", HOSTILE)], widget=forms.RadioSelect
    )
    many = forms.MultipleChoiceField(
        label=HOSTILE,
        choices=[("a", HOSTILE)],
        widget=forms.CheckboxSelectMultiple,
    )
    file = forms.FileField(label=HOSTILE)
    day = DayField(label=HOSTILE)
    clock = ClockField(label=HOSTILE)
    moment = MomentField(label=HOSTILE)
    prose = ProseField(label=HOSTILE)


class Step(Form):
    what = forms.CharField(label="What will happen")
    by = DayField(label="By when")


Steps = formset_factory(
    Step, formset=type("StepSet", (RowSet,), {"row_name": "Next step"}), can_delete=True
)


def sent(**more: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"steps-TOTAL_FORMS": "2", "steps-INITIAL_FORMS": "0"})
    data.update({"steps-0-what": "Visit", "steps-0-by": "1/2/2027"})
    data.update({"steps-1-what": "", "steps-1-by": "tomorrow"})
    data.update(more)
    return data


def ids_in(html: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', html))


@pytest.mark.parametrize("name", EveryField.base_fields)
@pytest.mark.parametrize("data", [None, {"text": HOSTILE, "day": HOSTILE}])
def test_a_hostile_label_hint_or_value_comes_out_as_text(
    name: str, data: dict[str, str] | None
) -> None:
    drawn = draw("{% govuk_field field %}", field=EveryField(data)[name])
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_crispy_layouts_escape_labels_and_legends() -> None:
    form = EveryField({})
    form.helper = FormHelper()  # type: ignore[attr-defined]
    form.helper.layout = Layout(  # type: ignore[attr-defined]
        Fieldset("text", Field.radios("radio"), legend=HOSTILE)
    )
    drawn = render_crispy_form(form)
    assert "<script" not in drawn
    assert 'name="radio"' in drawn


def test_markup_given_to_a_component_is_escaped_unless_made_safe() -> None:
    drawn = draw(
        '{% govuk "inset-text" html=text %}{% govuk "tag" text=text %}', text=HOSTILE
    )
    assert "<script" not in drawn


def test_every_error_link_lands_on_an_id_of_the_page() -> None:
    form, steps = EveryField({}), Steps(sent(), prefix="steps")
    page = draw(
        "{% error_summary form steps %}{% for f in form %}{% govuk_field f %}"
        '{% endfor %}{% include "components/rows.html" with formset=steps %}',
        form=form,
        steps=steps,
    )
    links = re.findall(r'href="#([^"]+)"', page)
    assert len(links) == len(EveryField.base_fields) + 2
    assert set(links) <= ids_in(page)


def test_errors_of_rows_carry_the_number_that_the_reader_sees() -> None:
    steps = Steps(sent(**{"steps-0-DELETE": "on"}), prefix="steps")
    summary = draw("{% error_summary steps %}", steps=steps)
    assert "Next step 1: Enter what will happen" in summary
    assert "Next step 1: By when must be a real date, like 27 3 2026" in summary


def test_no_error_summary_is_drawn_for_forms_that_were_not_sent() -> None:
    assert draw("{% error_summary form %}", form=EveryField()) == ""
    assert draw("{% error_prefix %}", form=EveryField()) == ""
    assert draw("{% error_prefix %}", form=EveryField({})) == "Error: "


def test_a_wrong_time_links_to_the_box_of_the_time() -> None:
    class Meeting(Form):
        at = MomentField(label="Meeting")

    wrong = Meeting({"at_0": "1/2/2027", "at_1": "late"})
    assert 'href="#id_at_1"' in draw("{% error_summary f %}", f=wrong)


def test_every_description_points_at_an_id_of_the_field() -> None:
    form = EveryField({})
    for name in EveryField.base_fields:
        drawn = draw("{% govuk_field f %}", f=form[name])
        described = " ".join(re.findall(r'aria-describedby="([^"]*)"', drawn))
        assert set(described.split()) <= ids_in(drawn)
        assert 'aria-describedby=""' not in drawn
        assert "maxlength=" not in drawn


@pytest.mark.parametrize("text", ["\n\nTwo lines\n   down", "  a\n  b", "ends\n\n"])
def test_a_textarea_gives_back_exactly_what_was_typed(text: str) -> None:
    class Kind(Form):
        kind = forms.ChoiceField(
            label="Kind", choices=[("other", "Other")], widget=forms.RadioSelect
        )
        note = ProseField(label="Note")

    form = Kind({"kind": "other", "note": text})
    for source in (
        "{% govuk_field form.note %}",
        "{% govuk_field form.note max_words=100 %}",
        "{% govuk_field form.kind reveal_other=form.note %}",
    ):
        found = re.search(
            r"<textarea[^>]*>\n(.*?)</textarea>", draw(source, form=form), re.DOTALL
        )
        assert found
        assert found[1] == text


def test_rows_are_added_and_removed_without_losing_what_was_typed() -> None:
    added = changed_rows(sent(row="add-steps"), "steps")
    assert added
    steps = Steps(added, prefix="steps")
    quiet(steps)
    page = draw('{% include "components/rows.html" with formset=f %}', f=steps)
    assert "Next step 3" in page
    assert 'value="tomorrow"' in page
    assert "govuk-error-message" not in page

    removed = changed_rows(sent(row="remove-steps-0"), "steps")
    assert removed
    page = draw(
        '{% include "components/rows.html" with formset=f %}',
        f=Steps(removed, prefix="steps"),
    )
    assert "Next step 2" not in page
    assert 'name="steps-0-DELETE" value="on"' in page


@pytest.mark.parametrize("row", ["", "remove-steps-9", "remove-steps-x", "add-others"])
def test_a_button_that_names_no_row_changes_nothing(row: str) -> None:
    assert changed_rows(sent(row=row), "steps") is None


def test_components_drawn_at_once_do_not_mix() -> None:
    template = Template(
        '{% load govuk %}{% govuk "summary-list" rows=rows %}{% govuk "tag" text=text %}'
    )

    def wrong(number: int) -> bool:
        mark = f"school-{number}-"
        rows = [{"key": {"text": mark}, "value": {"text": mark}} for _ in range(5)]
        drawn = template.render(Context({"rows": rows, "text": mark}))
        return set(re.findall(r"school-\d+-", drawn)) != {mark}

    check: Callable[[int], bool] = wrong
    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(check, range(400)))


@pytest.mark.parametrize(
    ("minutes", "words", "number"),
    [
        (150, "2 hours 30 minutes", "2.5"),
        (60, "1 hour", "1"),
        (1, "1 minute", "0.02"),
        (0, "0 minutes", "0"),
        (600, "10 hours", "10"),
        (-45, "minus 45 minutes", "-0.75"),
    ],
)
def test_minutes_are_shown_in_words_and_as_hours(
    minutes: int, words: str, number: str
) -> None:
    assert draw("{{ m|duration }}", m=minutes) == words
    assert draw("{{ m|hours }}", m=minutes) == number

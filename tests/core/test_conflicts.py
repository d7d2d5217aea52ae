"""When two people change the same thing, both texts are shown and none is lost."""

import datetime as dt

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from sitrack.core.conflicts import Difference, differences, go_on_from
from sitrack.core.fields import DayField, ProseField


class Note(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    focus = ProseField(label="Focus")
    day = DayField(label="Date")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Art"), ("b", "Books")])
    agreed = forms.BooleanField(label="Agreed", required=False)


def typed(**changes: str) -> Note:
    sent = {"version": "3", "focus": "Mine", "day": "2/3/2027", "kind": "a", **changes}
    data = QueryDict(mutable=True)
    data.update(sent)
    data._mutable = False
    form = Note(data)
    assert form.is_valid()
    return form


def test_only_what_differs_is_shown_in_words() -> None:
    saved = {"focus": "Theirs", "day": dt.date(2027, 3, 3), "kind": "b", "agreed": True}
    assert differences(typed(), saved) == [
        Difference("Focus", "Theirs", "Mine", "#id_focus"),
        Difference("Date", "3 March 2027", "2 March 2027", "#id_day"),
        Difference("Kind", "Books", "Art", "#id_kind"),
        Difference("Agreed", "Yes", "No", "#id_agreed"),
    ]


def test_what_only_the_other_changed_is_put_into_the_form() -> None:
    was = {"focus": "Mine", "day": dt.date(2027, 3, 2), "kind": "a", "agreed": False}
    saved = {"focus": "Theirs", "day": dt.date(2027, 3, 3), "kind": "b", "agreed": True}
    form = typed()
    assert [(one.label, one.taken) for one in differences(form, saved, was)] == [
        ("Focus", True),
        ("Date", True),
        ("Kind", True),
        ("Agreed", True),
    ]
    again = Note(form.data)
    assert again.is_valid()
    assert again.cleaned_data == {"version": 3, **saved}


def test_what_only_the_writer_changed_is_no_difference() -> None:
    form = typed(agreed="on")
    kept = {"focus": "Before", "agreed": False}
    assert differences(form, kept, kept) == []
    assert form["focus"].value() == "Mine"


def test_what_is_emptied_by_the_other_is_emptied_in_the_form() -> None:
    form = typed(agreed="on")
    gone = {"focus": "", "day": None, "agreed": False}
    was = {"focus": "Mine", "day": dt.date(2027, 3, 2), "agreed": True}
    assert all(one.taken for one in differences(form, gone, was))
    assert [form[name].value() for name in gone] == [None, None, False]


def test_line_ends_alone_are_no_difference() -> None:
    assert differences(typed(focus="One\r\ntwo"), {"focus": "One\ntwo"}) == []


def test_the_form_shown_again_counts_from_the_version_saved_now() -> None:
    form = typed()
    go_on_from(form, 7)
    assert form["version"].value() == "7"
    assert form["focus"].value() == "Mine"


def test_both_texts_are_on_the_page_and_markup_stays_text() -> None:
    rows = differences(typed(focus="<b>Mine</b>"), {"focus": "Theirs"})
    drawn = render_to_string(
        "components/conflict.html", {"conflict": True, "differences": rows}
    )
    assert "Somebody else saved a change while you were writing" in drawn
    assert "Theirs" in drawn
    assert "&lt;b&gt;Mine" in drawn


def test_nothing_is_drawn_without_a_conflict() -> None:
    assert not render_to_string("components/conflict.html", {}).strip()

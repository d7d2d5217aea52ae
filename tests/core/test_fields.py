"""What people type into days, times, minutes and long text, and what comes of it."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms import Field

from sitrack.core.fields import (
    ClockField,
    DayField,
    DayInput,
    MinutesField,
    MomentField,
    ProseField,
)
from sitrack.core.forms import Form

END_OF_MARCH = dt.date(2026, 3, 31)


def message_of(field: Field, typed: object) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    return str(refused.value.messages[0])


@pytest.mark.parametrize(
    "typed",
    [
        "31/3/2026",
        "31 3 2026",
        "31.3.2026",
        "31-03-2026",
        "2026-03-31",
        "31/03/2026",
        "31 March 2026",
        "31 Mar 2026",
        " 31st march 2026 ",
        "Tuesday 31 March 2026",
        "31 March, 2026",
    ],
)
def test_a_day_is_read_in_every_common_form(typed: str) -> None:
    assert DayField(label="Date of visit").clean(typed) == END_OF_MARCH


@pytest.mark.parametrize(
    "typed",
    [
        "31/2/2026",
        "0/3/2026",
        "3/13/2026",
        "tomorrow",
        "31 3",
        "31/3/2026/1",
        "31",
        "2026-02-30",
        "<b>1</b> 3 2026",
        "31 Marble 2026",
        "३१/३/२०२६",
        "3 m 2026",
    ],
)
def test_what_is_no_real_date_is_refused_with_an_example(typed: str) -> None:
    assert (
        message_of(DayField(label="Date of visit"), typed)
        == "Date of visit must be a real date, like 27 3 2026"
    )


@pytest.mark.parametrize("typed", ["31/3/26", "31 March 26", "31/3/226"])
def test_a_short_year_is_refused(typed: str) -> None:
    assert (
        message_of(DayField(label="Date of visit"), typed)
        == "Date of visit must include a four-digit year"
    )


@pytest.mark.parametrize("typed", ["31/3/1899", "31/3/2101"])
def test_a_year_out_of_reach_is_refused(typed: str) -> None:
    assert "between 1900 and 2100" in message_of(DayField(label="Day"), typed)


def test_an_empty_day_is_asked_for_by_name_or_left_empty() -> None:
    assert message_of(DayField(label="Date of visit"), "") == "Enter the date of visit"
    asked = DayField(label="When was it?", called="Date of visit")
    assert message_of(asked, "") == "Enter the date of visit"
    assert message_of(DayField(label="By when"), "") == "Enter by when"
    own = DayField(label="Day", error_messages={"required": "Own words"})
    assert message_of(own, "") == "Own words"
    assert DayField(required=False).clean(" ") is None


def test_a_day_is_shown_again_as_it_was_typed_or_as_numbers() -> None:
    widget = DayInput()
    assert widget.format_value("31 Marble") == "31 Marble"
    assert widget.format_value(END_OF_MARCH) == "31/3/2026"


def test_a_day_that_is_only_written_otherwise_has_not_changed() -> None:
    assert not DayField().has_changed(END_OF_MARCH, "31 March 2026")
    assert DayField().has_changed(END_OF_MARCH, "30 March 2026")
    assert DayField().has_changed(END_OF_MARCH, "nonsense")


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("9:30", 9, 30),
        ("9.30am", 9, 30),
        ("14:00", 14, 0),
        ("1400", 14, 0),
        ("2pm", 14, 0),
        ("2 PM", 14, 0),
        ("12am", 0, 0),
        ("12:15 p.m.", 12, 15),
        ("midday", 12, 0),
        ("Midnight", 0, 0),
        ("930", 9, 30),
    ],
)
def test_a_time_is_read_in_every_common_form(
    typed: str, hour: int, minute: int
) -> None:
    assert ClockField(label="Start").clean(typed) == dt.time(hour, minute)


@pytest.mark.parametrize("typed", ["9", "25:00", "9:60", "13pm", "0am", "soon", "9:3"])
def test_what_is_no_real_time_is_refused(typed: str) -> None:
    assert (
        message_of(ClockField(label="Start"), typed)
        == "Start must be a real time, like 9:30am or 14:00"
    )


def test_a_moment_is_a_day_and_a_time_in_london() -> None:
    moment = MomentField(label="Meeting").clean(["1/7/2026", "2pm"])
    assert moment == dt.datetime(2026, 7, 1, 13, 0, tzinfo=dt.UTC)
    assert moment.tzinfo == ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        (["", ""], "Enter the meeting"),
        (["1/7/2026", ""], "Meeting must include a time"),
        (["", "2pm"], "Meeting must include a date"),
        (["1/7/26", "2pm"], "Meeting must include a four-digit year"),
        (["1/7/2026", "x"], "Meeting must be a real time, like 9:30am or 14:00"),
        (
            ["29/3/2026", "1:30"],
            "Meeting must be a real time: the clocks skip this hour",
        ),
    ],
)
def test_a_moment_says_which_part_is_missing_or_wrong(
    typed: list[str], message: str
) -> None:
    assert message_of(MomentField(label="Meeting"), typed) == message


def test_an_optional_moment_may_be_empty() -> None:
    assert MomentField(required=False).clean(["", ""]) is None
    assert MomentField(required=False).clean(None) is None


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("90", 90),
        ("1h 30", 90),
        ("1:30", 90),
        ("1.5 hours", 90),
        ("1h30m", 90),
        ("90 mins", 90),
        ("1 hour and 30 minutes", 90),
        ("2 hrs", 120),
        ("1", 1),
        ("0:05", 5),
        ("1440", 1440),
        ("24 hours", 1440),
        ("0.25h", 15),
    ],
)
def test_a_length_of_time_becomes_whole_minutes(typed: str, minutes: int) -> None:
    assert MinutesField().clean(typed) == minutes


@pytest.mark.parametrize(
    "typed", ["0", "-1", "\u22121", "0:00", "0 hours", "-1.5 hours"]
)
def test_no_time_and_less_than_none_are_refused(typed: str) -> None:
    expected = "Time spent must be more than 0 minutes"
    assert message_of(MinutesField(label="How long?"), typed) == expected


@pytest.mark.parametrize("typed", ["1441", "25 hours", "999999"])
def test_more_than_a_day_is_refused(typed: str) -> None:
    expected = "Time spent must be 24 hours or less"
    assert message_of(MinutesField(), typed) == expected


@pytest.mark.parametrize("typed", ["a while", "1.5", "1:75", "1e3", "1h 2h"])
def test_what_is_no_length_of_time_is_refused(typed: str) -> None:
    assert "must be a length of time" in message_of(MinutesField(), typed)


def test_long_text_keeps_everything_but_control_characters() -> None:
    typed = "  Line one\r\nline\ttwo\rthree\x00\x07\n\n“Ünïcode” 🙂 <b>&amp;  "
    kept = "  Line one\nline\ttwo\nthree\n\n“Ünïcode” 🙂 <b>&amp;  "
    assert ProseField(label="Note").clean(typed) == kept
    assert ProseField(label="Note").clean("Word\x0bbreak") == "Word\nbreak"


def test_long_text_takes_fifty_thousand_characters_and_counts_what_is_over() -> None:
    field = ProseField(label="Summary")
    assert len(field.clean("é" * 50_000)) == 50_000
    assert (
        message_of(field, "é" * 51_234) == "Summary must be 50,000 characters or "
        "fewer: it is 1,234 characters too long"
    )
    assert message_of(field, "x" * 50_001).endswith("it is 1 character too long")


def test_line_breaks_of_the_browser_do_not_count_twice() -> None:
    assert ProseField(max_length=3).clean("a\r\nb") == "a\nb"


def test_empty_long_text_is_asked_for_by_name() -> None:
    assert message_of(ProseField(label="SEND need"), " \n ") == "Enter the SEND need"
    assert ProseField(required=False).clean(None) == ""


def test_forms_ask_for_what_is_missing_in_plain_words() -> None:
    class Visit(Form):
        summary = forms.CharField()
        kind = forms.ChoiceField(label="Visit type", choices=[("a", "A")])
        agreed = forms.BooleanField(label="I have agreed this")
        report = forms.FileField()
        ready = forms.CharField(label="Is it ready?")
        own = forms.CharField(error_messages={"required": "Own words"})

    assert {name: errors[0] for name, errors in Visit({}).errors.items()} == {
        "summary": "Enter the summary",
        "kind": "Select the visit type",
        "agreed": "Tick the box: I have agreed this",
        "report": "Choose a file for the report",
        "ready": "Answer the question: Is it ready?",
        "own": "Own words",
    }

"""Form fields that read what people type: days, times, minutes and long text.

Each message begins with the field's label, or with `called` where the label is a
question, and tells what to type instead.
"""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from sitrack.core.reading import read_clock, read_day, read_minutes

PROSE_LIMIT = 50_000
NOT_LISTED = "Choose one of the options in the list"
# C0 control characters mean nothing in a text; what Word pastes for a line break
# within a paragraph, or for a page break, becomes a line break.
CONTROL: dict[int, str | None] = {
    code: None for code in range(32) if chr(code) not in "\t\n"
}
CONTROL |= {0x0B: "\n", 0x0C: "\n"}


class Named:
    """What a field is called in its messages."""

    label: Any
    called: str

    def name_it(self) -> str:
        return str(self.called or self.label or "This")

    error_messages: dict[str, Any]

    def required_error(self) -> ValidationError:
        message = self.error_messages["required"]
        if message == forms.Field.default_error_messages["required"]:
            message = f"Enter {the(self.name_it())}"
        return ValidationError(message, code="required")


# Labels that begin so take no article: "Enter what was agreed", "Enter your name".
BARE = {"what", "who", "when", "where", "why", "how", "by", "your", "our", "their"}
BARE |= {"a", "an", "the", "any", "each", "i"}


def the(name: str) -> str:
    """A label inside a sentence: "the date of visit", "the SEND need", "what to do"."""
    keeps = name[1:2].isupper() or name.startswith("I ")
    within = name if keeps else name[:1].lower() + name[1:]
    return within if within.split(" ")[0].lower() in BARE else f"the {within}"


class TypedField(Named, forms.Field, ABC):
    """A field whose one text box is read by `read`; an empty box is None."""

    def __init__(self, *, called: str = "", **options: Any) -> None:
        self.called = called
        super().__init__(**options)

    @abstractmethod
    def read(self, text: str) -> Any:
        """What the text means; ValidationError where it means nothing."""

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        text = value.strip()
        return self.read(text) if text else None

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise self.required_error()

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class DayInput(forms.DateInput):
    """One text box for a day, drawn with a calendar beside it."""

    input_type = "text"

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, dt.datetime) and timezone.is_aware(value):
            value = timezone.localtime(value)
        if isinstance(value, dt.date):
            return f"{value.day}/{value.month}/{value.year}"
        return str(value) if value else None


class DayField(TypedField):
    """A day, typed as 27/3/2026, 27 3 2026, 27 March 2026 or 2026-03-27."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "For example, 27/3/2026")
        super().__init__(**options)

    def to_python(self, value: Any) -> dt.date | None:
        if isinstance(value, dt.datetime):
            return timezone.localtime(value).date()
        day: dt.date | None = super().to_python(value)
        return day

    def read(self, text: str) -> dt.date:
        unreal = f"{self.name_it()} must be a real date, like 27 3 2026"
        parts = read_day(text)
        if parts is None:
            raise ValidationError(unreal, code="invalid")
        day, month, year = parts
        if len(year) != 4:
            message = f"{self.name_it()} must include a four-digit year"
            raise ValidationError(message, code="year")
        if not 1900 <= int(year) <= 2100:
            message = f"{self.name_it()} must have a year between 1900 and 2100"
            raise ValidationError(message, code="year")
        try:
            return dt.date(int(year), month, day)
        except ValueError:
            raise ValidationError(unreal, code="invalid") from None


class ClockInput(forms.TextInput):
    """One short box for a time of day."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-5", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, dt.time):
            return f"{value.hour}:{value.minute:02}"
        return str(value) if value else None


class ClockField(TypedField):
    """A time of day, typed as 9:30, 9.30am, 2pm, 14:00, 1400 or midday."""

    widget = ClockInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "For example, 9:30am or 14:00")
        super().__init__(**options)

    def read(self, text: str) -> dt.time:
        found = read_clock(text)
        if found is None:
            message = f"{self.name_it()} must be a real time, like 9:30am or 14:00"
            raise ValidationError(message, code="time")
        return found


class MomentInput(forms.MultiWidget):
    """A box for the day and a box for the time."""

    labels = ("Day", "Time")

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([DayInput(), ClockInput()], attrs)

    def decompress(self, value: Any) -> list[Any]:
        if not isinstance(value, dt.datetime):
            return [value or None, None]
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return [local.date(), local.time()]


class MomentField(Named, forms.MultiValueField):
    """A day and a time, as an aware moment in the service's time zone."""

    widget = MomentInput

    def __init__(self, *, called: str = "", **options: Any) -> None:
        self.called = called
        boxes = (DayField(required=False), ClockField(required=False))
        options.setdefault("help_text", "For example, 27/3/2026 at 9:30am")
        super().__init__(boxes, require_all_fields=False, **options)

    def clean(self, value: Any) -> dt.datetime | None:
        day_text, time_text = (*(value or []), None, None)[:2]
        for box in self.fields:
            box.called = self.name_it()  # type: ignore[attr-defined]
        day = self.fields[0].clean(day_text)
        time = self.fields[1].clean(time_text)
        if day is None and time is None:
            if self.required:
                raise self.required_error()
            return None
        if day is None:
            message = f"{self.name_it()} must include a date"
            raise ValidationError(message, code="invalid")
        if time is None:
            raise ValidationError(f"{self.name_it()} must include a time", code="time")
        return self._at(day, time)

    def _at(self, day: dt.date, time: dt.time) -> dt.datetime:
        """The moment; the hour that the clocks skip in March does not exist."""
        zone = timezone.get_current_timezone()
        moment = dt.datetime.combine(day, time, tzinfo=zone)
        back = moment.astimezone(dt.UTC).astimezone(zone)
        if back.replace(tzinfo=None) != moment.replace(tzinfo=None):
            message = f"{self.name_it()} must be a real time: the clocks skip this hour"
            raise ValidationError(message, code="time")
        return moment

    def wrong_box(self, errors: Any) -> int:
        """Which box an error is about: 0 the day, 1 the time."""
        codes = {error.code for error in getattr(errors, "data", [])}
        return 1 if codes == {"time"} else 0


class ProseField(Named, forms.CharField):
    """Long text, kept as typed: line breaks are made alike and control characters
    dropped, nothing else is touched."""

    widget = forms.Textarea

    def __init__(
        self,
        *,
        called: str = "",
        rows: int = 5,
        max_length: int = PROSE_LIMIT,
        **options: Any,
    ) -> None:
        self.called = called
        self.limit = max_length
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, **options)

    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        text = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROL)
        return text if text.strip() else ""

    def validate(self, value: str) -> None:
        if not value and self.required:
            raise self.required_error()
        over = len(value) - self.limit
        if over > 0:
            characters = "character" if over == 1 else "characters"
            message = (
                f"{self.name_it()} must be {self.limit:,} characters or fewer: it is "
                f"{over:,} {characters} too long"
            )
            raise ValidationError(message, code="max_length")


class MinutesField(TypedField):
    """A length of time as whole minutes: "90", "1h 30", "1:30" or "1.5 hours"."""

    def __init__(
        self, *, called: str = "Time spent", maximum: int = 1_440, **options: Any
    ) -> None:
        self.maximum = maximum
        box = forms.TextInput(attrs={"class": "govuk-input--width-10"})
        options.setdefault("widget", box)
        options.setdefault("help_text", "In minutes, or like 1h 30 or 1.5 hours")
        super().__init__(called=called, **options)

    def read(self, text: str) -> int:
        minutes = read_minutes(text)
        if minutes is None:
            message = f"{self.name_it()} must be a length of time, like 90 or 1h 30"
            raise ValidationError(message, code="invalid")
        if minutes <= 0:
            message = f"{self.name_it()} must be more than 0 minutes"
            raise ValidationError(message, code="min_value")
        if minutes > self.maximum:
            hours = f"{self.maximum // 60:,} hours"
            message = f"{self.name_it()} must be {hours} or less"
            raise ValidationError(message, code="max_value")
        return minutes

"""How a line is written: in production as JSON, and never with what people typed.

An address can hold a token, and the message of an error the row that caused it. So the
route stands in place of a path, and of an error its kind and where it came about.
"""

import logging
import traceback
from datetime import UTC, datetime
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from sitrack.core.logs import request_id

# Their words are about code, and not about what was being done with it. A TypeError is
# none of them: Django has it quote the value that does not fit.
ABOUT_CODE = (AttributeError, NameError, ImportError)
PARTS = "{asctime}{levelname}{name}{message}{request_id}"
NAMES = {"asctime": "at", "levelname": "level", "name": "logger"}


def route_of(request: Any) -> str | None:
    """The name of the address that was asked for; None where it leads to no view."""
    match = request.resolver_match
    return match.view_name if match else None


class Discreet(logging.Filter):
    """Adds the number of the request, and takes its path away."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.current()
        request = record.__dict__.pop("request", None)
        path = getattr(request, "path", None)
        if path and isinstance(record.args, tuple):
            route = route_of(request) or "no route"
            record.args = tuple(
                route if argument == path else argument for argument in record.args
            )
        return True


def told(error: BaseException) -> str:
    """An error and those that led to it, the first one first."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    words = f": {error}" if isinstance(error, ABOUT_CODE) else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    before = error.__cause__ or (
        None if error.__suppress_context__ else error.__context__
    )
    led = f"{told(before)}\n" if before else ""
    return f"{led}{frames}{kind}{words}"


class JsonLines(JsonFormatter):
    """A line of JSON for each record. Its time is Greenwich's, and says so: by the clock
    on the wall an hour of every autumn comes twice."""

    def __init__(self) -> None:
        super().__init__(PARTS, style="{", rename_fields=NAMES)

    def formatTime(  # noqa: N802 - logging's name
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        return at.isoformat(timespec="milliseconds")

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        return told(ei[1])


class PlainLines(logging.Formatter):
    """A line for whoever sits before it."""

    def __init__(self) -> None:
        super().__init__(
            "{asctime} {levelname} {name} [{request_id}] {message}", style="{"
        )

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's name
        return told(ei[1])


def configuration(*, as_json: bool) -> dict[str, Any]:
    """What Django is to set up; each request has its line where it is JSON."""
    formatter = JsonLines if as_json else PlainLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"discreet": {"()": Discreet}},
        "formatters": {"line": {"()": formatter}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["discreet"],
            }
        },
        "loggers": {
            # Django's own would mail them, and say each twice.
            "django": {"handlers": [], "level": "INFO"},
            # What was not found or refused stands in the line of its request.
            "django.request": {"level": "ERROR"},
            "pikepdf": {"level": "WARNING"},
            "sitrack.requests": {"level": "INFO" if as_json else "WARNING"},
        },
        "root": {"handlers": ["console"], "level": "INFO"},
    }

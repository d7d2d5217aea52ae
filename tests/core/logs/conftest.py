"""What production would write, line by line."""

import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO
from typing import Any

import pytest

from sitrack.core.logs.lines import Discreet, JsonLines

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Everything that is written to the log, as production writes it."""
    text = StringIO()
    handler = logging.StreamHandler(text)
    handler.setFormatter(JsonLines())
    handler.addFilter(Discreet())
    root, requests = logging.getLogger(), logging.getLogger("sitrack.requests")
    level = requests.level
    root.addHandler(handler)
    requests.setLevel(logging.INFO)
    yield text
    requests.setLevel(level)
    root.removeHandler(handler)


@pytest.fixture
def lines(written: StringIO) -> Lines:
    """The lines so far, read back."""
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]

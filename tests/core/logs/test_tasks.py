"""What a request hands to the worker carries the request's number on."""

import re
import time
from pathlib import Path

from sitrack.core.logs import request_id
from sitrack.core.tasks import sweep_task


def test_the_workers_lines_carry_the_number_of_the_request(celery_worker: Path) -> None:
    with request_id.carrying("0123456789abcdef"):
        asked = sweep_task.apply_async().id
    by_the_clock = sweep_task.apply_async().id
    said = {}
    for task in (asked, by_the_clock):
        line = re.compile(rf"\[(\w+)\] Task core\.sweep\[{task}\] succeeded")
        deadline = time.monotonic() + 30
        while not (found := line.search(celery_worker.read_text())):
            assert time.monotonic() < deadline, celery_worker.read_text()
            time.sleep(0.1)
        said[task] = found[1]
    assert said == {asked: "0123456789abcdef", by_the_clock: "None"}

"""The council in June, when every term of the year has begun."""

from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from glossary.definitions import read_glossary
from glossary.services import load_glossary
from tests.universe import Council

MORNING = datetime(2026, 6, 10, 9, 30, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def june(council: Council, clock: time_machine.Traveller) -> Council:
    clock.move_to(MORNING)
    load_glossary(
        read_glossary(Path(settings.BASE_DIR, "fixtures/glossary/suffolk.yaml"))
    )
    return council

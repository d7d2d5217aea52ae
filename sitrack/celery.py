"""The Celery application: its tasks only wake what rows in the database ask for."""

import os
from datetime import datetime
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.schedules import schedstate, schedule
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sitrack.settings")

SECONDS = 60.0


class Steadily(schedule):
    """Due so long after the last time; and at once where the clock was put back since,
    which would otherwise hold everything up until it has come as far again."""

    def is_due(self, last_run_at: datetime) -> schedstate:
        if self.maybe_make_aware(last_run_at) > self.now():
            return schedstate(is_due=True, next=SECONDS)
        return super().is_due(last_run_at)


app = Celery("sitrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = {
    "sweep": {"task": "core.sweep", "schedule": Steadily(SECONDS)}
}
app.autodiscover_tasks(["sitrack.core"])


@setup_logging.connect
def write_lines_as_the_application_does(**_: Any) -> None:
    """Celery would write lines of its own kind."""
    from django.conf import settings

    dictConfig(settings.LOGGING)

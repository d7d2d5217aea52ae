"""The Celery application: its tasks only wake what rows in the database ask for."""

import os
from logging.config import dictConfig
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sitrack.settings")

app = Celery("sitrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["sitrack.core"])


@setup_logging.connect
def write_lines_as_the_application_does(**_: Any) -> None:
    """Celery would write lines of its own kind."""
    from django.conf import settings

    dictConfig(settings.LOGGING)

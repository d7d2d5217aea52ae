"""The Celery application: its tasks only wake what rows in the database ask for."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sitrack.settings")

app = Celery("sitrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["sitrack.core"])

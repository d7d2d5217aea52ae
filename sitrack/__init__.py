"""sitrack: school improvement work of an authority and its schools."""

from sitrack.celery import app as celery_app

__all__ = ["celery_app"]

"""What two sides edit carries a version, so that nobody overwrites unseen."""

from django.db import models


class Versioned(models.Model):
    """A row whose version grows by one with every change made to it."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

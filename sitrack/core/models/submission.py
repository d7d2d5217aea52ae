"""A form's token, spent once: a double click or repeated post is harmless."""

from django.db import models

from sitrack.core.models.user import User


class Submission(models.Model):
    """A form that was handed in: what it said, and where its sender was taken.

    ``content`` is the SHA-256 of what was posted, ``trail`` the versions of the
    rows that it moved (`sitrack.core.versions`), ``page`` the opened page that sent
    it and how far that had come (`sitrack.core.drafts`), ``refused`` the content of
    a later post that was shown to its sender again.
    """

    token = models.UUIDField(unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    content = models.CharField(max_length=64, blank=True)
    page = models.CharField(max_length=60, blank=True)
    refused = models.CharField(max_length=64, blank=True)
    result = models.CharField(max_length=300)
    trail = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.token)

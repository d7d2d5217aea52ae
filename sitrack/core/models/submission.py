"""A form's token, spent once: a double click or repeated post is harmless."""

from django.db import models

from sitrack.core.models.user import User


class Submission(models.Model):
    """A form that was handed in, and where its sender was taken."""

    token = models.UUIDField(unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    result = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.token)

"""What was posted after its sender's sign-in had run out."""

from django.db import models

from sitrack.core.models.user import User


class KeptPost(models.Model):
    """A form that nobody has acted on: kept, encrypted, for whoever typed it.

    ``token`` is the form's submit token: posted again it is the same form, and
    once the form is saved nothing is left to keep.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    path = models.CharField(max_length=200)
    sealed = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "token"], name="one_post_per_form")
        ]
        indexes = [models.Index(fields=["at"], name="kept_posts_by_age")]

    def __str__(self) -> str:
        return f"{self.path} {self.token}"

    @property
    def address(self) -> str:
        """The form's page, filled with these words for the one who typed them."""
        return f"{self.path}?kept={self.token}"

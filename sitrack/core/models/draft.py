"""What somebody has typed on a form and not saved yet."""

from django.db import models

from sitrack.core.models.user import User


class Draft(models.Model):
    """The words of one opened page, kept for whoever typed them and nobody else.

    Each page that was opened is a writer of its own: two tabs, or two devices, are
    two rows and never overwrite each other. A spent draft holds no words any more;
    it stays for a while so that a save that was late on its way cannot bring it back.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    form = models.CharField(max_length=200)
    page = models.UUIDField()
    device = models.UUIDField(null=True)
    sequence = models.PositiveBigIntegerField()
    fields = models.JSONField(default=dict)
    spent = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="one_draft_per_page")
        ]
        indexes = [
            models.Index(fields=["user", "form"], name="drafts_of_a_form"),
            models.Index(fields=["saved_at"], name="drafts_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.page}"

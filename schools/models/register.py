"""What came from the national register, and how each import went."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from schools.models.school import School
from sitrack.core.models import Claimable


class RegisteredHead(models.Model):
    """A school's head as the register writes it, raw, from when until when."""

    school = models.ForeignKey(
        School, on_delete=models.CASCADE, related_name="registered_heads"
    )
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=100, blank=True)
    first_seen_on = models.DateField()
    last_seen_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-first_seen_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=Q(last_seen_on=None),
                name="one_present_head_in_the_register",
            ),
            models.CheckConstraint(
                condition=Q(last_seen_on=None)
                | Q(last_seen_on__gte=F("first_seen_on")),
                name="registered_head_leaves_after_arriving",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RegisterImport(Claimable):
    """One file handed in, and its report: a row that the sweep works on."""

    file = models.FileField(upload_to="register")
    file_name = models.CharField(max_length=200)
    dry_run = models.BooleanField(default=True)
    confirmed = models.BooleanField(default=False)
    la_codes = models.JSONField(default=list, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

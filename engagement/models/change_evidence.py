"""What a change of level is recorded through, where the framework asks for it."""

from django.db import models

from engagement.models.levels import LevelAssignment


class ChangeEvidence(models.Model):
    """The visit or the letter that a proposal cites (WIL-W-05).

    ``words`` say which, as they read on the day that it was cited; ``key`` is the
    visit's, which belongs to an app above. No restricted letter is cited by its row:
    whoever may read the proposal reads this.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", "A visit report"
        LETTER = "letter", "A letter"

    assignment = models.OneToOneField(
        LevelAssignment, on_delete=models.CASCADE, related_name="evidence"
    )
    kind = models.CharField(max_length=6, choices=Kind.choices)
    on = models.DateField()
    words = models.CharField(max_length=200)
    key = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(words=""), name="evidence_says_what_it_is"
            )
        ]

    def __str__(self) -> str:
        return f"{self.words}, {self.on:%-d %B %Y}"

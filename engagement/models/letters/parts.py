"""What belongs to a letter: recipients, the governing body's replies, notices."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from engagement.models.letters.letter import RestrictedLetter
from engagement.rules import letter_guards as guards
from sitrack.core.models import StoredFile


class LetterRecipient(models.Model):
    """Who gets the letter or a copy, how, and since when. Statutory copies are tracked
    so, and never as users of the system (CONF-02)."""

    class Who(models.TextChoices):
        CHAIR = guards.CHAIR, "Chair of the governing body"
        HEADTEACHER = guards.HEADTEACHER, "Headteacher"
        DIOCESE = "diocese", "Diocesan authority"
        APPOINTING_BODY = "appointing_body", "Body that appoints foundation governors"
        DFE = "dfe", "Department for Education"
        OTHER = "other", "Somebody else"

    class Channel(models.TextChoices):
        SITRACK = "sitrack", "In sitrack"
        POST = "post", "By post"
        HAND = "hand", "By hand"
        SECURE_EMAIL = "secure_email", "By secure e-mail, outside sitrack"

    letter = models.ForeignKey(
        RestrictedLetter, on_delete=models.CASCADE, related_name="recipients"
    )
    who = models.CharField(max_length=15, choices=Who.choices)
    name = models.CharField(max_length=150)
    channel = models.CharField(max_length=12, choices=Channel.choices)
    statutory = models.BooleanField(default=False)
    sent_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "who"],
                condition=~Q(who="other"),
                name="a_letter_goes_to_each_recipient_once",
            ),
            models.CheckConstraint(
                condition=Q(who__in=[guards.CHAIR, guards.HEADTEACHER])
                | ~Q(channel="sitrack"),
                name="only_the_school_reads_a_letter_in_sitrack",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LetterReply(models.Model):
    """What the governing body answers: its plan as a file, in words, or both (LET-09)."""

    letter = models.ForeignKey(
        RestrictedLetter, on_delete=models.PROTECT, related_name="replies"
    )
    text = models.TextField(blank=True)
    file = models.OneToOneField(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(text__gt="") | Q(file__isnull=False),
                name="a_reply_has_words_or_a_file",
            )
        ]

    def __str__(self) -> str:
        return f"Reply to {self.letter}"


class NoticeOfIntention(models.Model):
    """Written notice to the governing body before powers are used (LET-10)."""

    letter = models.ForeignKey(
        RestrictedLetter, on_delete=models.PROTECT, related_name="notices"
    )
    powers = models.JSONField()
    text = models.TextField()
    notice_ends = models.DateField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "pk"]

    def __str__(self) -> str:
        return f"Notice of intention, {self.letter}"

"""Restricted letters: a store of their own, with readers of their own."""

from engagement.models.letters.emergency import EmergencyOpening
from engagement.models.letters.kinds import (
    Course,
    LegalHelp,
    LetterState,
    LetterType,
)
from engagement.models.letters.letter import RestrictedLetter
from engagement.models.letters.papers import LetterCopy, LetterPaper
from engagement.models.letters.parts import (
    LetterRecipient,
    LetterReply,
    NoticeOfIntention,
)

__all__ = [
    "Course",
    "EmergencyOpening",
    "LegalHelp",
    "LetterCopy",
    "LetterPaper",
    "LetterRecipient",
    "LetterReply",
    "LetterState",
    "LetterType",
    "NoticeOfIntention",
    "RestrictedLetter",
]

"""What the governing body does with a letter: its reply, and who else may read it."""

from typing import Any

from django.core.files import File
from django.db import transaction

from engagement.models import LetterReply, LetterState, RestrictedLetter
from engagement.rules import letters as rules
from engagement.services.letters.moving import (
    authors,
    check_part,
    move,
    notify,
    readers_at_school,
    signers,
    take,
    tell,
)
from sitrack.core import clock
from sitrack.core.files import services as files
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken

FIRST_REPLY = {LetterState.ISSUED, LetterState.RESPONSE_DUE}


@transaction.atomic
def reply(
    *,
    letter: RestrictedLetter,
    by: User,
    text: str = "",
    file: "File[Any] | None" = None,
) -> LetterReply:
    """The governing body's reply: its plan as a file, in words, or both (LET-09). More
    can be added while the letter is open.

    Raises RuleBroken for an empty reply, and FileRefused with the rule that a file breaks.
    """
    check_part(by, rules.CHAIR, letter)
    if not letter.is_out or letter.is_over:
        raise RuleBroken(
            "This letter is closed. Write to the authority if there is more to say."
        )
    if not (text.strip() or file):
        raise RuleBroken("Write the reply, or choose the file with your plan.", "text")
    first = "reply" in rules.TRANSITIONS[letter.course]
    if first and letter.state in FIRST_REPLY:
        move(letter, "reply", by=by)
    else:
        take(letter)
        tell("letter.replied_again", letter, by=by)
    made = LetterReply.objects.create(
        letter=letter,
        text=text.strip(),
        file=files.keep(file=file, page=letter.get_absolute_url(), by=by)
        if file
        else None,
        sent_by=by,
        sent_at=clock.now(),
    )
    told = [*authors(letter), *signers(letter), *readers_at_school(letter)]
    notify(letter, told, but=by)
    return made


@transaction.atomic
def release(*, letter: RestrictedLetter, by: User) -> RestrictedLetter:
    """The chair lets the whole governing body read the letter (domain 4.2)."""
    check_part(by, rules.CHAIR, letter)
    if not letter.is_out:
        raise RuleBroken("The letter has not been issued.")
    if letter.released_at:
        raise RuleBroken("The governing body can read this letter already.")
    take(letter)
    letter.released_by, letter.released_at = by, clock.now()
    letter.save()
    tell("letter.released", letter, by=by)
    return letter

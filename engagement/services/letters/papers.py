"""An issued letter on paper: the original drawn once, each copy stamped and noted."""

from django.db import transaction
from django.utils import timezone

from engagement.documents import letter_document, stamp_of
from engagement.models import LetterCopy, LetterPaper, RestrictedLetter
from engagement.services.letters.moving import tell
from sitrack.core import clock, sweep
from sitrack.core.documents import laid_over, render_pdf, template_version
from sitrack.core.files import fixed
from sitrack.core.models import User
from sitrack.core.rules import RuleBroken

FOLDER = "letters"


def ask_for_paper(letter: RestrictedLetter) -> None:
    """Have the original drawn; call it inside the transaction that issues the letter."""
    LetterPaper.objects.create(letter=letter, due_at=timezone.now())
    sweep.wake()


def draw_paper(paper: LetterPaper) -> None:
    """Draw the original, unless it is drawn: of two who do it at once, one keeps it.

    Raises NotDrawn.
    """
    if paper.is_drawn:
        return
    pdf = render_pdf(letter_document(paper.letter))
    place = fixed.put(FOLDER, pdf)
    kept = LetterPaper.objects.filter(pk=paper.pk, sha256="").update(
        content=place,
        sha256=fixed.sum_of(pdf),
        template_version=template_version(),
        drawn_at=clock.now(),
    )
    if not kept:
        fixed.drop(place)


def take_copy(*, letter: RestrictedLetter, by: User) -> bytes:
    """A copy for one reader: the original, with the reader and the moment laid over it.

    It is noted like every reading of the letter (INV-25), with the sum by which the
    copy is known again. Raises RuleBroken before the letter is issued, NotDrawn, and
    Altered where the original is not what was kept.
    """
    if not letter.is_out:
        raise RuleBroken("There is a PDF once the letter is issued.")
    paper, _ = LetterPaper.objects.get_or_create(
        letter=letter, defaults={"due_at": timezone.now()}
    )
    draw_paper(paper)
    paper.refresh_from_db()
    original = fixed.unaltered(paper.content, sha256=paper.sha256)
    at = clock.now()
    copy = laid_over(original, stamp_of(by, at))
    with transaction.atomic():
        LetterCopy.objects.create(
            letter=letter, reader=by, at=at, sha256=fixed.sum_of(copy)
        )
        tell("letter.copied", letter, by=by)
    return copy

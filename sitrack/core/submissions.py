"""Submit tokens: the same form posted twice is answered twice and done once."""

import uuid

from django.db import IntegrityError, transaction

from sitrack.core.models.submission import Submission
from sitrack.core.models.user import User


class Repeated(Exception):
    """The form was handed in before; ``result`` is where its sender was taken."""

    def __init__(self, result: str) -> None:
        super().__init__("This form was already handed in.")
        self.result = result


def new_token() -> str:
    return str(uuid.uuid4())


def spend(token: str, *, by: User) -> Submission:
    """Spend a form's token inside the transaction of the write it guards.

    Returns the submission, whose ``result`` the caller fills with ``finish``.
    A missing or malformed token counts as a new one. Raises Repeated when the
    same person has spent it before.
    """
    try:
        value = uuid.UUID(token)
    except ValueError:
        value = uuid.uuid4()
    try:
        with transaction.atomic():
            return Submission.objects.create(token=value, user=by)
    except IntegrityError:
        earlier = Submission.objects.filter(token=value, user=by).first()
        raise Repeated(earlier.result if earlier else "") from None


def finish(submission: Submission, *, result: str) -> None:
    """Note where the sender was taken, for whoever posts the same form again."""
    submission.result = result
    submission.save(update_fields=["result"])

"""Submit tokens: the same form posted twice is answered twice and done once."""

import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import QueryDict

from sitrack.core.drafts.services import read_held, spend
from sitrack.core.models.submission import Submission
from sitrack.core.models.user import User


def new_token() -> str:
    return str(uuid.uuid4())


def once(sent: QueryDict, *, by: User, act: Callable[[], str]) -> str:
    """Do what a form asks for, once, and return where its sender is taken.

    ``act`` does it and returns an address. It runs in one transaction with the
    spending of the form's token, and of the drafts whose words the form holds:
    when the same person posts the same form again it is not run, and the earlier
    address is returned. A malformed token counts as new.
    """
    try:
        value = uuid.UUID(sent.get("submit_token", ""))
    except ValueError:
        value = uuid.uuid4()
    try:
        with transaction.atomic():
            submission = Submission.objects.create(token=value, user=by)
            submission.result = act()
            submission.save(update_fields=["result"])
            spend(read_held(sent.getlist("draft")), by=by)
    except IntegrityError:
        earlier = Submission.objects.filter(token=value, user=by).first()
        if earlier is None:
            raise
        return earlier.result
    return submission.result

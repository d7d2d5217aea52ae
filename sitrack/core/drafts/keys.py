"""What a browser needs to keep its own copy of what one person typed, encrypted."""

import base64

from django.utils.crypto import salted_hmac

from sitrack.core.models.user import User


def key_of(user: User) -> str:
    """The person's own key of 256 bits, in base64; made anew from the installation's
    secret each time, and stored nowhere."""
    made = salted_hmac("sitrack.drafts.key", str(user.pk), algorithm="sha256")
    return base64.b64encode(made.digest()).decode("ascii")


def owner_of(user: User) -> str:
    """A name for the person that tells a browser whose copy it keeps, and no more."""
    made = salted_hmac("sitrack.drafts.owner", str(user.pk), algorithm="sha256")
    return made.hexdigest()[:32]

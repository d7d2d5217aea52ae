"""Which kinds somebody disposes of."""

from protection.retention.all_kinds import KINDS, destroyable
from protection.retention.kind import Kind
from schools.access import may
from sitrack.core.models import User
from sitrack.core.roles import Capability


def kinds_of(user: User) -> list[Kind]:
    """The kinds that the user looks through at the end of their time.

    Nobody is told of restricted letters who may not read them (decision record 24), nor
    of requests for information who does not answer them.
    """
    if not may(user, Capability.DISPOSE):
        return []
    return [
        kind for kind in KINDS if kind.read_with is None or may(user, kind.read_with)
    ]


def destroyable_by(user: User) -> list[Kind]:
    """Those of them that stand on the list school by school."""
    return [kind for kind in kinds_of(user) if kind in destroyable()]

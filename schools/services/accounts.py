"""What an administrator does with somebody's account."""

from django.db import transaction
from django.urls import reverse

from schools.models import Person
from sitrack.core import delivery, events
from sitrack.core.models import Audience, User
from sitrack.core.rules import RuleBroken
from sitrack.core.second_factor.services import forget_factors
from sitrack.core.sign_ins import services as sign_ins

TOLD = "The second step of your sign-in was removed by an administrator"


@transaction.atomic
def remove_second_step(*, person: Person, reason: str, by: User) -> None:
    """Remove the second step of somebody who has lost their telephone.

    They are signed out everywhere, sign in with the password and set a new one up;
    recovery codes end too. Raises RuleBroken where there is none, and for one's own:
    nobody goes round the code so.
    """
    user = person.user
    if user is None:
        raise RuleBroken(f"{person} has no account.")
    if user == by:
        raise RuleBroken("Change your own second step on “Signing in safely”.")
    forget_factors(user=user)
    sign_ins.forget_all(user)
    event = events.record(
        "person.second_step_removed",
        person,
        by=by,
        audience=Audience.SYSTEM,
        reason=reason,
    )
    delivery.notify(
        [user],
        title=TOLD,
        path=reverse("signing_in_safely"),
        key=f"second_factor:{event.pk}",
    )

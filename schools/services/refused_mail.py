"""Whoever keeps people hears of an address that takes no mail."""

from schools.access import users_who_may
from schools.models import Person
from sitrack.core import calendar, delivery
from sitrack.core.models import Event
from sitrack.core.roles import Capability

TITLE = "An e-mail address takes no mail"


def on_event(event: Event) -> None:
    """Tell them once a month for each person, for as long as it stays so."""
    if event.verb != "mail.refused":
        return
    user = event.subject.rpartition(":")[2]
    for person in Person.objects.filter(user__pk=user):
        delivery.notify(
            users_who_may(Capability.KEEP_PEOPLE),
            title=TITLE,
            path=person.get_absolute_url(),
            key=f"mail.refused:{person.pk}:{calendar.today():%Y-%m}",
        )

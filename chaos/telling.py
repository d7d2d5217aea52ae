"""Telling people things, as services do, and whether they were told."""

from functools import partial

from chaos.people import ask_rows
from tests.installation import Installation
from tests.processes import wait_for

TELL = """
import sys, django
django.setup()
from django.db import transaction
from sitrack.core import delivery
from sitrack.core.models import User
key, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
users = list(User.objects.filter(is_active=True).order_by("pk")[:10])
for number in range(first, last, len(users)):
    with transaction.atomic():
        told = users[: last - number]
        delivery.notify(told, title="A note is ready", path="/", key=f"{key}:{number}")
"""
STEP = 10


def tell(made: Installation, key: str, count: int) -> set[str]:
    """Have so many messages wait, ten in each transaction; the numbers of their mails."""
    made.run(
        "-c", TELL, key, "0", str(count), DJANGO_SETTINGS_MODULE="sitrack.settings"
    )
    rows = ask_rows(made, f"SELECT key FROM core_notification WHERE key LIKE '{key}:%'")
    numbers = {f"<{row[0].replace(':', '.')}@sitrack>" for row in rows}
    assert len(numbers) == count
    return numbers


def wait_until_told(made: Installation, numbers: set[str], *, seconds: float) -> None:
    """Return once the mail server has all of these. Raises TimeoutError."""

    def missing() -> set[str]:
        return numbers - set(made.mail.times())

    wait_for(
        lambda: not missing(),
        lambda: f"{len(missing())} of {len(numbers)} mails did not come",
        seconds=seconds,
    )


def wait_until_came(made: Installation, count: int) -> None:
    """Return once the mail server has taken so many mails. Raises TimeoutError."""
    wait_for(
        partial(_came, made, count),
        lambda: f"{len(made.mail.taken)} mails came, not {count}",
    )


def _came(made: Installation, count: int) -> bool:
    return len(made.mail.taken) >= count

"""The words of the framework in use, remembered in each process.

A page takes no query for them. Loading or adopting a definition forgets them in its own
process; the others read them again within seconds.
"""

from collections.abc import Mapping
from dataclasses import asdict

from django.conf import settings

from engagement.models import FrameworkVersion, RoleLabel
from engagement.queries.forms import form_of
from engagement.queries.time_words import time_words
from sitrack.core import calendar
from sitrack.core.remembered import Remembered

# Roles that our sentences speak of, by their short names where they have one.
SPOKEN = ("officer", "lead", "head", "director")
# The printed row by which a record asks where a school is heading.
TRAJECTORY = "trajectory_school"
CONFIRMED = "level_confirmed"
ASKED = ("contacts", "gradings", "term_report", "service_due")


def words_of(code: str) -> Mapping[str, str]:
    """What the version of a framework that is in use today says, by key; nothing before
    one is loaded."""
    framework = FrameworkVersion.used_on(code, calendar.today())
    if framework is None:
        return {}
    return {**_roles(framework), **_own(framework), **_asked(framework)}


def _read() -> Mapping[str, str]:
    return words_of(settings.FRAMEWORK)


in_use = Remembered(_read)


def words_in_use() -> Mapping[str, str]:
    """What the framework of this installation says, by key. Costs no query."""
    return in_use.now()


def _asked(framework: FrameworkVersion) -> dict[str, str]:
    """Forms by which pages ask whether there is something to show at all."""
    asked = {name: "yes" for name in ASKED if name in framework.forms}
    if framework.has_academies:
        asked["all_own"] = "yes"
    keys = {row["key"] for row in framework.labels.values()}
    asked |= {"trajectory": "yes"} if TRAJECTORY in keys else {}
    if framework.cadences.filter(rule__activity=CONFIRMED).exists():
        asked[CONFIRMED] = "yes"
    return asked | time_words(framework)


def _roles(framework: FrameworkVersion) -> dict[str, str]:
    rows = RoleLabel.objects.filter(framework=framework, role__in=SPOKEN)
    return {row.role: str(row) for row in rows}


def _own(framework: FrameworkVersion) -> dict[str, str]:
    form = form_of(framework, "words")
    return {key: word for key, word in asdict(form).items() if word} if form else {}

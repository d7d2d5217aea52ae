"""The directory of the demonstration, its safeguarding notice and a proposed word."""

from datetime import timedelta

from django.conf import settings

from glossary.services import propose_entry
from reports.demo.cast import Cast, read
from schools.access import users_who_may
from schools.models import DirectoryEntry
from schools.services.directory import Contact, change_contact, word_notice
from schools.services.directory_file import load_skeleton, our_skeleton
from sitrack.core import clock
from sitrack.core.roles import Capability

REACHED = ("name", "role", "phone", "email", "area", "link")


def fill_directory(cast: Cast) -> None:
    """Fill in topics as they were checked, some of them a while ago."""
    load_skeleton(our_skeleton(), framework=settings.FRAMEWORK)
    story = read("directory")
    topics = DirectoryEntry.objects.of(settings.FRAMEWORK).select_related("section")
    found = {(entry.section.code, entry.topic): entry for entry in topics}
    for row in story["contacts"]:
        entry = found[row["section"], row["topic"]]
        said = {field: row[field] for field in REACHED if field in row}
        contact = Contact(section=entry.section, topic=entry.topic, **said)
        day = clock.today() - timedelta(days=row["days"])
        with clock.at(cast.days.moment(day, "09:00")):
            change_contact(
                entry=entry, contact=contact, expected_version=entry.version, by=None
            )
    word_notice(**story["notice"], shown=True, expected_version=1, by=None)


def propose_words(cast: Cast) -> None:
    """Somebody's proposal waits for the administrator."""
    for row in read("directory")["proposals"]:
        by = cast.user(row.pop("by"))
        propose_entry(**row, by=by, tell=users_who_may(Capability.KEEP_WORDS))

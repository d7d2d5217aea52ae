"""The lists of people, posts and places as files: their columns."""

from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter
from typing import Any

from schools.queries.directory import Section
from sitrack.core.sheets import Sheet

PEOPLE = Sheet(
    "people",
    {
        "Name": attrgetter("name"),
        "E-mail address": attrgetter("email"),
        "Has an account": attrgetter("signs_in"),
        "Posts today": lambda row: "; ".join(row.posts),
    },
)
LEAVERS = Sheet(
    "accounts-to-close",
    {
        "Name": attrgetter("name"),
        "E-mail address": attrgetter("email"),
        "Last post ended on": attrgetter("left_on"),
    },
)
VACANCIES = Sheet(
    "vacancies",
    {
        "School": lambda row: row["vacancy"].name,
        "Post": itemgetter("role"),
        "Named in the national register": lambda row: row["vacancy"].is_named,
    },
)
DIRECTORY = Sheet(
    "directory",
    {
        "Section": itemgetter("section"),
        "Topic": itemgetter("topic"),
        "Name": itemgetter("name"),
        "Role": itemgetter("role"),
        "Area": itemgetter("area"),
        "Phone": itemgetter("phone"),
        "E-mail address": itemgetter("email"),
        "Web page": itemgetter("link"),
        "Checked on": itemgetter("checked_on"),
    },
)
FEDERATIONS = Sheet(
    "federations",
    {"Federation": attrgetter("name"), "Schools": attrgetter("members")},
)
AGREEMENTS = Sheet(
    "agreements",
    {
        "Academy": attrgetter("school.name"),
        "{school_number}": attrgetter("school.urn"),
        "First day": attrgetter("start"),
        "Last day": attrgetter("end"),
    },
)
LINKS = Sheet(
    "schools-that-follow",
    {
        "School": attrgetter("successor.name"),
        "Follows": attrgetter("predecessor.name"),
        "From": attrgetter("since"),
        "How": lambda link: link.get_kind_display(),
    },
)


def directory_rows(sections: Iterable[Section]) -> Iterator[dict[str, Any]]:
    """The directory line by line: the team of a section first, as on its page."""
    for one in sections:
        for member in one.team:
            yield {
                "section": one.section.name,
                "topic": "",
                "name": member.name,
                "role": member.title,
                "area": ", ".join(member.areas),
                "phone": member.phone,
                "email": member.email,
                "link": "",
                "checked_on": None,
            }
        for line in one.lines:
            names = ("topic", "name", "role", "area", "phone", "email", "link")
            entry = {name: getattr(line.entry, name) for name in names}
            yield {
                "section": one.section.name,
                **entry,
                "checked_on": line.entry.checked_on,
            }

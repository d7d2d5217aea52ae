"""What was published of a school, and who opened what."""

from collections.abc import Iterable, Iterator
from operator import attrgetter, itemgetter
from typing import Any

from reports.queries.openings import kind_of
from sitrack.core.sheets import Sheet

PUBLISHED = Sheet(
    "published",
    {
        "Document": itemgetter("title"),
        "Version": itemgetter("number"),
        "Year": itemgetter("year"),
        "For": itemgetter("audience"),
        "Published at": itemgetter("published_at"),
        "Published by": itemgetter("published_by"),
        "Times opened": itemgetter("times"),
        "Last opened": itemgetter("last_opened"),
        "Withdrawn at": itemgetter("withdrawn_at"),
        "Why withdrawn": itemgetter("withdrawn_reason"),
    },
)
OPENINGS = Sheet(
    "openings",
    {
        "When": attrgetter("at"),
        "Who": attrgetter("actor_name"),
        "What": attrgetter("sentence"),
        "Kind": kind_of,
    },
)


def published_rows(found: Iterable[Any], *, told: bool) -> Iterator[dict[str, Any]]:
    """The versions of a school; how often each was opened only where the reader is
    told of that, as on the page."""
    for row in found:
        gone = getattr(row, "withdrawal", None)
        yield {
            "title": row.title,
            "number": row.number,
            "year": row.year,
            "audience": row.get_audience_display(),
            "published_at": row.published_at,
            "published_by": row.published_by,
            "times": row.times if told else None,
            "last_opened": row.last_opened if told else None,
            "withdrawn_at": gone.at if gone else None,
            "withdrawn_reason": gone.reason if gone else "",
        }

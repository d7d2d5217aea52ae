"""Which school follows which, for whoever keeps the register."""

from schools.models import SchoolLink

MOST_LISTED = 100


def latest_links() -> list[SchoolLink]:
    """The links with both schools, the latest first."""
    found = SchoolLink.objects.select_related("successor", "predecessor")
    return list(found[:MOST_LISTED])

"""The schools behind a figure of the picture, and those on its map."""

from typing import Any

from reports.picture import Behind, Picture


def schools_behind(picture: Picture, behind: Behind) -> Any:
    """The schools of one figure by name, as plain rows."""
    found = behind.narrow(picture.in_terms(picture.term))
    return found.order_by("school__name", "school").values(
        *("school", "school__name", "level_code", "since_term", "since_year"),
        *("visited", "differs", "plan_track", "plan_limit", "region_key"),
    )


def schools_on_the_map(picture: Picture) -> Any:
    """Key, name, level, grid reference and town of the picture's schools, by name."""
    found = picture.in_terms(picture.term).order_by("school__name", "school")
    return found.values_list(
        *("school", "school__name", "level_code"),
        *("school__easting", "school__northing", "school__town"),
    )

"""How far one place lies from another, on the national grid."""

from math import hypot

METRES_A_MILE = 1609.344
Place = tuple[int | None, int | None]


def miles_between(one: Place, other: Place) -> float | None:
    """The distance of two places in miles, in a straight line, None where the place of
    either is unknown. A place is its easting and northing in metres."""
    (east, north), (east_too, north_too) = one, other
    if east is None or north is None or east_too is None or north_too is None:
        return None
    return hypot(east - east_too, north - north_too) / METRES_A_MILE

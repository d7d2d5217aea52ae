"""The schools of one region by level, from their grid references, with their table."""

import hashlib
import json
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from reports.picture import Picture
from reports.queries.picture import levels_in_order
from reports.queries.picture_schools import schools_on_the_map
from reports.region_map import Spot, kind_of, lay_out, sample
from reports.services.summaries import refresh_schools_of
from schools.access import require
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability

MOST = 1_000
KEPT_FOR = 24 * 60 * 60


@require_safe
def picture_map(request: SignedInRequest) -> HttpResponse:
    """One region: the first of the reader's where none is asked for."""
    require(request.user, Capability.SEE_PICTURE)
    refresh_schools_of(request.user)
    asked = request.GET.copy()
    picture = Picture(asked, request.user)
    if not picture.asked["region"] and (region := picture.first_region()):
        asked["region"] = region
        picture = Picture(asked, request.user)
    levels = levels_in_order()
    places = {code: place for place, (code, *_) in enumerate(levels)}
    labels = [label for _, label, _ in levels]
    rows = list(schools_on_the_map(picture)[: MOST + 1])
    spots = [
        Spot(name, easting, northing, town, places.get(code, len(levels) - 1))
        for _, name, code, easting, northing, town in rows[:MOST]
        if easting is not None and northing is not None
    ]
    context = {
        "picture": picture,
        "svg": _drawn(spots, labels),
        "key": [
            {"kind": kind_of(place), "path": sample(place), "label": label}
            for place, label in enumerate(labels)
        ],
        "rows": [
            {
                "school": key,
                "name": name,
                "level": labels[places.get(code, len(levels) - 1)],
                "placed": easting is not None and northing is not None,
            }
            for key, name, code, easting, northing, _ in rows[:MOST]
        ],
        "more": len(rows) > MOST,
    }
    return render(request, "reports/picture_map.html", context)


def _drawn(spots: list[Spot], labels: list[str]) -> str:
    """The map as SVG; the same schools at the same levels are drawn once a day."""
    told = json.dumps([spots, labels]).encode()
    name = f"map:{hashlib.sha256(told).hexdigest()}"
    held: Any = cache.get(name)
    if held is None:
        chart = lay_out(spots, labels)
        held = render_to_string("charts/map.html", {"chart": chart}) if chart else ""
        cache.set(name, held, KEPT_FOR)
    return str(held)

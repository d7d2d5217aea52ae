"""The map of one region by grid references, with its table."""

import pytest
from django.core.cache import cache

from reports.region_map import Spot, lay_out
from schools.models import School
from tests.reports.pages import get, queries_of, read
from tests.universe import Council

MAP = "/picture/map/"
LEVELS = ["8 hours", "12 hours", "Not set"]


def placed(council: Council) -> None:
    for number, school in enumerate((council.hawthorn, council.elm, council.birch)):
        School.objects.filter(pk=school.pk).update(
            easting=600_000 + 4_000 * number, northing=250_000, town="Larkford"
        )


@pytest.mark.item("SUF-P-13")
def test_a_region_is_drawn_with_each_school_and_told_as_a_table(
    council: Council,
) -> None:
    placed(council)
    answer = get(council.rita, MAP)
    html = answer.content.decode()
    drawn = html[html.index("<svg") : html.index("</svg>")]
    assert "Hawthorn Primary School: Entitlement up to 8 hours" in drawn
    assert "Birch" not in html
    assert "Larkford" in drawn
    assert "http" not in drawn
    assert "style=" not in drawn
    page = read(council.rita, MAP)
    assert "Ash Primary School Entitlement up to 8 hours (not on the map" in page


def test_the_map_is_drawn_once_and_kept(council: Council) -> None:
    placed(council)
    cache.clear()
    first = get(council.hana, MAP).content
    again = queries_of(council.hana, MAP)
    assert b"<svg" in first
    assert again <= 16
    School.objects.filter(pk=council.hawthorn.pk).update(easting=601_000)
    assert get(council.hana, MAP).content != first


def test_schools_without_a_place_draw_no_map(council: Council) -> None:
    assert "No grid reference is known" in read(council.rolf, MAP)
    assert lay_out([], LEVELS) is None


def test_both_axes_have_one_scale_and_north_is_above() -> None:
    spots = [
        Spot("A", 600_000, 250_000, "", 0),
        Spot("B", 610_000, 250_000, "", 1),
        Spot("C", 600_000, 260_000, "", 2),
    ]
    chart = lay_out(spots, LEVELS)
    assert chart is not None
    starts = [mark.path[1:].split("a")[0].split("h")[0] for mark in chart.marks[:1]]
    assert starts == ["19.0 456.0"]
    assert (chart.kilometres, chart.bar) == (2, 86.4)
    assert chart.height == 432 + 48 + 16
    assert len({mark.kind for mark in chart.marks}) == 3

"""The picture of the service, and the schools behind each of its figures."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.charts import BarChart, bar_chart
from reports.models import Limit, Moved, Track
from reports.picture import Behind, Picture
from reports.queries.picture import (
    Figures,
    figures,
    letters_in_force,
    levels_in_order,
)
from reports.queries.picture_schools import schools_behind
from reports.services.summaries import refresh_schools_of
from reports.sheets.schools import behind_a_figure
from schools.access import may, require
from schools.role_names import role_names
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability, Role
from sitrack.core.sheets import asked_as, sheet_file

ON_A_PAGE = 20


@require_safe
def picture(request: SignedInRequest) -> HttpResponse:
    """Schools by level and their movement, and what needs attention (SUF-P-13)."""
    shown = _asked(request)
    found = figures(shown)
    context = {
        "picture": shown,
        "figures": found,
        "letters": letters_in_force(request.user),
        "levels_chart": _levels_chart(found),
        "rag_chart": _rag_chart(found),
        "role": role_names()[Role.OFFICER],
        "may_moderate": may(request.user, Capability.READ_MODERATION),
        "may_read_reports": may(request.user, Capability.READ_REPORTS),
        "may_see_caseload": may(request.user, Capability.SEE_CASELOAD),
    }
    return render(request, "reports/picture.html", context)


@require_safe
def picture_schools(request: SignedInRequest) -> HttpResponse:
    """The schools behind one figure, by name."""
    shown, behind = _asked(request), Behind.asked_for(request.GET)
    found = schools_behind(shown, behind)
    levels = {code: label for code, label, _ in levels_in_order()}
    kind = asked_as(request)
    if kind:
        rows = (row_of(row, levels) for row in found)
        return sheet_file(behind_a_figure(), rows, kind)
    pages = Paginator(found, ON_A_PAGE)
    page = pages.get_page(request.GET.get("page", ""))
    context = {
        "picture": shown,
        "page_obj": page,
        "rows": [row_of(row, levels) for row in page.object_list],
        "which": behind.words(levels),
        "may_moderate": may(request.user, Capability.READ_MODERATION),
    }
    return render(request, "reports/picture_schools.html", context)


def _asked(request: SignedInRequest) -> Picture:
    require(request.user, Capability.SEE_PICTURE)
    refresh_schools_of(request.user)
    return Picture(request.GET, request.user)


def row_of(row: dict[str, Any], levels: dict[str, str]) -> dict[str, Any]:
    """A standing in words: its level, how it moved, its plan."""
    track, limit = row["plan_track"], row["plan_limit"]
    return row | {
        "level": levels.get(row["level_code"], row["level_code"]),
        "since_term": _moved(row["since_term"]),
        "since_year": _moved(row["since_year"]),
        "plan": ". ".join(
            words
            for words in (
                Track(track).label if track else "",
                Limit(limit).label if limit else "",
            )
            if words
        ),
    }


def _moved(value: int | None) -> str:
    return "Not known" if value is None else str(Moved(value).label)


def _levels_chart(found: Figures) -> BarChart:
    says = ", ".join(f"{row.label}: {row.now.number}" for row in found.levels)
    return bar_chart(
        "levels",
        "Schools by level",
        f"{says}. The table below has every figure.",
        (
            (
                row.label,
                [
                    (words, kind, one.number)
                    for words, kind, one in (
                        ("Now", "now", row.now),
                        ("Term before", "before", row.before),
                        ("Year before", "year", row.year),
                    )
                    if one is not None
                ],
            )
            for row in found.levels
        ),
    )


def _rag_chart(found: Figures) -> BarChart:
    numbers = [
        (word.capitalize(), word, found.rag[word]) for word in ("red", "amber", "green")
    ]
    says = ", ".join(f"{name} {count}" for name, _, count in numbers)
    return bar_chart(
        "rag",
        "Latest ratings of the plans’ actions",
        f"{says}.",
        [("Actions by their latest rating", numbers)],
    )

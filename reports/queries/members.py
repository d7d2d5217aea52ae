"""What a report to members counts, as plain values to be frozen: a dozen queries."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Q, Sum

from engagement.models import RecordPriority, SchoolOffer, SupportRequest, TimeEntry
from engagement.queries.wording import themes_in_use
from reports.models import Moved, TermStanding, Track
from reports.queries.picture import levels_in_order
from reports.summary.standings import kept_terms, year_before
from schools.models import Region
from sitrack.core import calendar
from sitrack.core.models import Term

Figures = dict[str, Any]


def report_figures(term: Term, region: Region | None) -> Figures:
    """Every figure of a report as it stands now; no name of a school is among them."""
    terms = kept_terms(calendar.today())
    before = next((one for one in terms if one.start < term.start), None)
    spent = _of(TimeEntry.objects.filter(term=term), region, "school__region")
    levels = levels_in_order()
    standings = _standings(term, region)
    return {
        "day": calendar.today().isoformat(),
        "levels": [label for _, label, _ in levels],
        "stood": [
            {"term": str(one), "regions": _by_region(one, region, levels)}
            for one in (term, before, year_before(term, terms))
            if one is not None
        ],
        "moved": [
            {"words": words, "counts": _moves(standings, column)}
            for words, column, since in (
                ("Since the term before", "since_term", before),
                ("Since a year before", "since_year", year_before(term, terms)),
            )
            if since is not None
        ],
        "plans": _plans(standings),
        "differs": standings.filter(differs=True).count(),
        "unvisited": standings.filter(visited=False).count(),
        "category": _hours(spent, "category__label"),
        "team": _hours(spent, "team__name"),
        "themes": _themes(term, region),
        "support": _support(term, region),
    }


def _of(rows: Any, region: Region | None, path: str) -> Any:
    return rows.filter(**{path: region}) if region else rows


def _standings(term: Term, region: Region | None) -> Any:
    rows = TermStanding.objects.filter(term=term, counts=True).order_by()
    return rows.filter(region_key=region.pk) if region else rows


def _by_region(
    term: Term, region: Region | None, levels: list[tuple[str, str, str]]
) -> list[dict[str, Any]]:
    """The regions by name, each with its schools by level; without a region last."""
    counted: dict[int | None, dict[str, int]] = defaultdict(dict)
    rows = _standings(term, region).values_list("region_key", "level_code")
    for key, code, number in rows.annotate(number=Count("*")):
        counted[key][code] = number
    names = dict(Region.objects.order_by("name").values_list("pk", "name"))
    keys: list[int | None] = [key for key in names if key in counted]
    keys += [None] if None in counted else []
    return [
        {
            "name": names[key] if key else "No region",
            "counts": [counted[key].get(code, 0) for code, *_ in levels],
        }
        for key in keys
    ]


def _moves(standings: Any, column: str) -> list[int]:
    rows = standings.values_list(column).annotate(number=Count("*"))
    found = dict(rows)
    return [found.get(way, 0) for way in (Moved.UP, Moved.SAME, Moved.DOWN, None)]


def _plans(standings: Any) -> list[int]:
    rows = standings.values_list("plan_track").annotate(number=Count("*"))
    found = dict(rows)
    return [found.get(one, 0) for one in (Track.ON, Track.OFF, Track.UNREVIEWED)]


def _hours(spent: Any, by: str) -> list[list[Any]]:
    """Label, minutes with reversals netted, and how many schools they were for."""
    rows = spent.order_by(by).values_list(by)
    summed = rows.annotate(
        minutes=Sum("minutes"), schools=Count("school", distinct=True)
    )
    return [list(row) for row in summed]


def _themes(term: Term, region: Region | None) -> list[list[Any]]:
    """How many schools work on each theme, by the tags of their open priorities."""
    open_ones = RecordPriority.objects.filter(record__year=term.year, closed=False)
    labels = themes_in_use()
    counts = _of(open_ones, region, "record__school__region").aggregate(
        **{
            f"theme_{place}": Count(
                "record__school",
                filter=Q(themes__icontains=f'"{code}"'),
                distinct=True,
            )
            for place, code in enumerate(labels)
        }
    )
    found = [
        [label, counts[f"theme_{place}"]] for place, label in enumerate(labels.values())
    ]
    return sorted(found, key=lambda row: (-row[1], row[0]))


def _support(term: Term, region: Region | None) -> list[list[Any]]:
    """How many schools offered support, asked for it, and had it accepted."""
    offers = _of(SchoolOffer.objects.filter(term=term), region, "school__region")
    offered = offers.filter(withdrawn_at=None).aggregate(
        schools=Count("school", distinct=True)
    )
    requests = _of(
        SupportRequest.objects.filter(term=term), region, "record__school__region"
    )
    taken = [SupportRequest.State.ACCEPTED, SupportRequest.State.DONE]
    schools = "record__school"
    asked = requests.aggregate(
        asked=Count(schools, distinct=True),
        accepted=Count(schools, distinct=True, filter=Q(state__in=taken)),
        declined=Count(
            schools, distinct=True, filter=Q(state=SupportRequest.State.DECLINED)
        ),
    )
    return [
        ["Offered support to other schools", offered["schools"]],
        ["Asked another team for support", asked["asked"]],
        ["Had a request accepted", asked["accepted"]],
        ["Had a request declined", asked["declined"]],
    ]

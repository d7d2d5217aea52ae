"""Searching across what one may read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from engagement.queries.wording import themes_in_use
from reports.queries.search import KINDS, search
from reports.search.words import LONGEST, words_of
from sitrack.core.http import SignedInRequest
from sitrack.core.rules import RuleBroken


@require_safe
def find(request: SignedInRequest) -> HttpResponse:
    """Schools, visits, next steps and priorities that hold what was typed."""
    typed = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    page = _page(request.GET.get("page", ""))
    problem = ""
    try:
        words = words_of(typed)
    except RuleBroken as broken:
        words, problem = [], broken.message
    themes = themes_in_use()
    theme = request.GET.get("theme", "")
    theme = theme if theme in themes and not problem else ""
    groups = search(request.user, words, kind=kind, page=page, theme=theme)
    context = {
        "typed": typed[:LONGEST],
        "problem": problem,
        "searched": bool(words or theme),
        "themes": themes,
        "theme": theme,
        "on_theme": themes.get(theme, ""),
        "sought": typed or themes.get(theme, ""),
        "groups": groups,
        "found": any(group.rows for group in groups),
        "kind": "priorities" if theme else kind if kind in KINDS else "",
        "page": page,
        "earlier": page - 1,
        "later": page + 1,
        "longest": LONGEST,
    }
    return render(request, "reports/search.html", context)


def _page(asked: str) -> int:
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 4 else 1

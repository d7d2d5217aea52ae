"""The glossary's page."""

from itertools import groupby

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from glossary.filters import EntryFilter
from glossary.models import Entry


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Every abbreviation with all its meanings, in the printed order (SUF-G)."""
    published = Entry.objects.published().filter(framework__in=["", settings.FRAMEWORK])
    found = EntryFilter(request.GET, published)
    listed = sorted(found.qs, key=lambda entry: entry.abbreviation.casefold())
    groups = [
        (abbreviation, list(same))
        for abbreviation, same in groupby(listed, key=lambda row: row.abbreviation)
    ]
    context = {"filter": found, "groups": groups, "count": len(listed)}
    return render(request, "glossary/entries.html", context)

"""How the glossary is searched."""

from typing import Any

import django_filters as filters
from django.db.models import Q

from glossary.models import Entry


class EntryFilter(filters.FilterSet):
    """By abbreviation or by meaning."""

    q = filters.CharFilter(method="search", label="Search by abbreviation or meaning")

    class Meta:
        model = Entry
        fields: list[str] = []

    def search(self, entries: Any, name: str, value: str) -> Any:
        words = value.strip()
        return entries.filter(
            Q(abbreviation__icontains=words) | Q(meaning__icontains=words)
        )

"""Rows of a glossary, as a test needs them."""

from glossary.models import Entry


def row(abbreviation: str, meaning: str, **facts: object) -> Entry:
    entry = Entry(
        **{
            "framework": "suffolk",
            "abbreviation": abbreviation,
            "meaning": meaning,
            "order": 1,
            **facts,
        }
    )
    entry.save()
    return entry

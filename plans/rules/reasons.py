"""Which criteria of a level can be a reason for its plan."""

from typing import Any


def alternatives(suggest_when: Any) -> list[str]:
    """The codes of which one is enough for a level: the drop-downs of the form print
    these, three for 12 hours and four for 24 (SUF-A-05, 06)."""
    if isinstance(suggest_when, list):
        return [code for part in suggest_when for code in alternatives(part)]
    if not isinstance(suggest_when, dict):
        return []
    found = [code for code in suggest_when.get("any", []) if isinstance(code, str)]
    nested = [part for part in suggest_when.values() if isinstance(part, list)]
    return found + [
        code
        for parts in nested
        for part in parts
        if isinstance(part, dict)
        for code in alternatives(part)
    ]

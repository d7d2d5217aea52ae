"""The printed words of a framework's forms, by item number."""

from engagement.models import FrameworkVersion
from sitrack.core.words import worded_later

# What every record has, for a framework that prints no words of its own for it.
PLAIN = {
    "title": worded_later("{Record}"),
    "vision": "Vision",
    "section_1": "Position",
    "level": worded_later("{Level}"),
    "priorities": "Priorities",
    "section_3": "Visits",
}


class Wording:
    """Labels by code; what a framework does not print is an empty text, but for what
    every record has."""

    def __init__(self, framework: FrameworkVersion) -> None:
        self._labels = framework.labels
        self._codes = {row["key"]: code for code, row in self._labels.items()}

    def code(self, key: str) -> str:
        """The item's number for a key: "headteacher" is SUF-R-03."""
        return str(self._codes.get(key, ""))

    def label(self, key: str) -> str:
        return self._word(key, "label") or str(PLAIN.get(key, ""))

    def column(self, key: str) -> str:
        return self._word(key, "column")

    def has(self, key: str) -> bool:
        return key in self._codes

    def _word(self, key: str, name: str) -> str:
        row = self._labels.get(self.code(key)) or {}
        return str(row.get(name) or "")

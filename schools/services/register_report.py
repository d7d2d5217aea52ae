"""What an import of the register did, or would do, in numbers and examples."""

from dataclasses import asdict, dataclass, field
from typing import Any

from schools.importers.gias_rows import Refusal

MOST_EXAMPLES = 50
MOST_REFUSALS = 500
# Beyond this share of an authority's open schools, somebody must confirm.
MOST_VANISHING = 0.02


@dataclass(frozen=True)
class Vanishing:
    """An authority of whose open schools too many are not in the file."""

    la_code: str
    missing: int
    open: int

    @property
    def sentence(self) -> str:
        share = 100 * self.missing / self.open
        return (
            f"{self.missing} of the {self.open} open schools of authority "
            f"{self.la_code} ({share:.0f}%) are not in the file"
        )


@dataclass
class RegisterReport:
    """Counts are whole; examples are capped, so that a report fits on a page."""

    file_name: str
    dry_run: bool
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    elsewhere: int = 0
    refused: int = 0
    missing: int = 0
    ending: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    added_examples: list[dict[str, Any]] = field(default_factory=list)
    changed_examples: list[dict[str, Any]] = field(default_factory=list)
    missing_examples: list[dict[str, Any]] = field(default_factory=list)
    ending_examples: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    vanishing: list[Vanishing] = field(default_factory=list)
    missing_columns: list[str] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    unknown_types: list[str] = field(default_factory=list)

    def note_added(self, urn: int, name: str) -> None:
        self.added += 1
        if self.added <= MOST_EXAMPLES:
            self.added_examples.append({"urn": urn, "name": name})

    def note_changed(self, urn: int, name: str, fields: list[str]) -> None:
        self.changed += 1
        for changed in fields:
            self.fields[changed] = self.fields.get(changed, 0) + 1
        if self.changed <= MOST_EXAMPLES:
            self.changed_examples.append({"urn": urn, "name": name, "fields": fields})

    def note_missing(self, urn: int, name: str) -> None:
        self.missing += 1
        if self.missing <= MOST_EXAMPLES:
            self.missing_examples.append({"urn": urn, "name": name})

    def note_ending(self, urn: int, name: str) -> None:
        self.ending += 1
        if self.ending <= MOST_EXAMPLES:
            self.ending_examples.append({"urn": urn, "name": name})

    def note_refused(self, refusal: Refusal) -> None:
        self.refused += 1
        if self.refused <= MOST_REFUSALS:
            self.refusals.append(
                {
                    "line": refusal.line,
                    "column": refusal.column,
                    "reason": refusal.reason,
                    "value": refusal.value,
                }
            )

    @property
    def summary(self) -> str:
        """The counts as words: "3 added, 2 changed, 318 unchanged, 1 refused"."""
        counts = [
            (self.added, "added"),
            (self.changed, "changed"),
            (self.unchanged, "unchanged"),
            (self.refused, "refused"),
            (self.missing, "not in the file"),
        ]
        return ", ".join(f"{count:,} {what}" for count, what in counts)

    @property
    def warning(self) -> str:
        """Why somebody must confirm, or nothing."""
        return "; ".join(authority.sentence for authority in self.vanishing)

    def as_json(self) -> dict[str, Any]:
        """Plain values for a JSON column, with the summary and the warning."""
        return {**asdict(self), "summary": self.summary, "warning": self.warning}

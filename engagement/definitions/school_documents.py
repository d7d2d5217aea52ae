"""The kinds of document that schools keep, where a framework names them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentKind:
    """One kind, under the heading of the list that it stands in.

    Not ``kept``: a mark on a document, which no school is expected to have.
    """

    code: str
    label: str
    kept: bool = True


@dataclass(frozen=True)
class DocumentGroup:
    """Kinds that the framework names in one breath; its code and words are its own."""

    code: str
    label: str
    kinds: tuple[DocumentKind, ...]


@dataclass(frozen=True)
class SchoolDocuments:
    """Kept whole by a version (``form_of(framework, "documents")``)."""

    heading: str
    groups: tuple[DocumentGroup, ...]

    def kinds(self) -> tuple[DocumentKind, ...]:
        """Every kind, in its order."""
        return tuple(kind for group in self.groups for kind in group.kinds)

    def label_of(self, code: str) -> str:
        """What a kind is called; empty for a code that is none."""
        return next((one.label for one in self.kinds() if one.code == code), "")

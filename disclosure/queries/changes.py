"""How the record differs from what was taken of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from disclosure.models import DisclosedItem, Disclosure
from disclosure.papers import RESTRICTED, Paper, letter_of, letter_paper, papers_of
from sitrack.core.models import User


@dataclass
class Changes:
    """What is new in the record, what reads otherwise now, and what is there no more."""

    new: list[Paper] = field(default_factory=list)
    changed: dict[int, Paper] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    @property
    def words(self) -> str:
        """ "2 new, 1 changed"; what there is none of is not told."""
        told = {"new": self.new, "changed": self.changed, "gone": self.gone}
        counted = [f"{len(found)} {word}" for word, found in told.items() if found]
        return ", ".join(counted) or "nothing has changed"


def changes_since(disclosure: Disclosure, reader: User) -> Changes:
    """What the record says now, held against each item; letters that are closed are not
    opened for it."""
    papers = list(papers_of(disclosure.school, disclosure.years.all(), reader))
    return compared(disclosure.items.all(), papers, reader)


def compared(
    items: Iterable[DisclosedItem], papers: Iterable[Paper], reader: User
) -> Changes:
    """The same of papers that were read already."""
    found, left = Changes(), {paper.key: paper for paper in papers}
    for item in items:
        paper = left.pop(item.key, None)
        if paper is None:
            if not item.gone:
                found.gone.add(item.pk)
            continue
        if item.kind == RESTRICTED and not item.is_closed:
            paper = letter_paper(letter_of(item.key), reader) or paper
        if item.gone or (item.title, item.html) != (paper.title, paper.html):
            found.changed[item.pk] = paper
    found.new = list(left.values())
    return found

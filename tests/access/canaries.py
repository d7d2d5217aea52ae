"""The words that stand each in one text, and the circles of people who may read them."""

from dataclasses import dataclass, field

LA = frozenset({"sam", "rita", "hana", "dee"})
LEADERS = frozenset({"helen", "dev"})
GOVERNORS = frozenset({"cora", "gus", "sena"})
TEAM = frozenset({"theo"})
BIRCH = frozenset({"ola", "rolf", "hana", "dee"})


@dataclass
class Canaries:
    """The words, and for each the people who may read it."""

    readers: dict[str, frozenset[str]] = field(default_factory=dict)

    def word(self, name: str, readers: frozenset[str]) -> str:
        word = f"zz{name}zz"
        assert word not in self.readers
        self.readers[word] = readers
        return word

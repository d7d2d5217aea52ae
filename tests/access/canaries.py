"""The words that stand each in one text, and the circles of people who may read them."""

import re
from dataclasses import dataclass, field

WORD = re.compile(r"zz[a-z0-9]+zz")
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

    def found_in(self, text: str) -> set[str]:
        """The words that stand in a text. A token that is made by chance may be shaped
        like one."""
        return self.readers.keys() & set(WORD.findall(text))

"""How each kind of row refers to people: the one list that subject access, erasure and
the records of processing read.

A model with a foreign key to a person or an account that stands in no list fails a test
until somebody has said what the key means.
"""

from protection.registry.all_kinds import KINDS, kind_of, versions
from protection.registry.kind import Kind, Part, Tie

__all__ = ["KINDS", "Kind", "Part", "Tie", "kind_of", "versions"]

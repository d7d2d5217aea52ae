"""Reads a YAML file into frozen dataclasses, and says where every mistake is.

The dataclasses are the schema: a field without a default is a key that must be there,
its annotation is the type the value must have. Reading never stops at the first
mistake: what cannot be read is replaced by a blank (empty text, nought, nothing), so
that the checks that follow can still look at the rest; they pass blanks over.
"""

from sitrack.core.typed_yaml.document import Document, load
from sitrack.core.typed_yaml.kinds import AtLeast, Natural, Positive, Quantity
from sitrack.core.typed_yaml.problems import DefinitionError, Problem

__all__ = [
    "AtLeast",
    "DefinitionError",
    "Document",
    "Natural",
    "Positive",
    "Problem",
    "Quantity",
    "load",
]

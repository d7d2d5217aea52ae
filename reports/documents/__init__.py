"""What this app prints: one registry of kinds, each with its subject and its builder.

A kind says how its subject is found for a reader (in scope, then capable) and builds
the document for that reader. One view serves them all; whoever keeps, sends or writes
documents goes through the registry.
"""

from reports.documents.kinds import KINDS, About, Kind, kind_or_404
from reports.documents.plan import plan_document
from reports.documents.record import record_document
from reports.documents.visit import visit_document

__all__ = [
    "KINDS",
    "About",
    "Kind",
    "kind_or_404",
    "plan_document",
    "record_document",
    "visit_document",
]

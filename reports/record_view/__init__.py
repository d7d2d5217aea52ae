"""The rolling record as one reader may see it: plain values for screen and paper."""

from reports.record_view.shapes import (
    Cell,
    Column,
    Grid,
    GridRow,
    HeaderRow,
    Priority,
    RecordView,
    TermColumn,
    TermVisits,
)
from reports.record_view.view import record_view
from reports.record_view.visit_shapes import Prompt, VisitView
from reports.record_view.visits import visit_view

__all__ = [
    "Cell",
    "Column",
    "Grid",
    "GridRow",
    "HeaderRow",
    "Priority",
    "Prompt",
    "RecordView",
    "TermColumn",
    "TermVisits",
    "VisitView",
    "record_view",
    "visit_view",
]

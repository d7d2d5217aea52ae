"""Pages of the register and of the calendar."""

from schools.views.calendar import (
    calendar,
    closure_add,
    closure_remove,
    term_change,
    year_add,
)
from schools.views.invitations import invitation
from schools.views.register import register, register_apply, register_import

__all__ = [
    "calendar",
    "closure_add",
    "closure_remove",
    "invitation",
    "register",
    "register_apply",
    "register_import",
    "term_change",
    "year_add",
]

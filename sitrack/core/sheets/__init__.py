"""Lists as Excel and CSV files: the whole list, as it is filtered and sorted on its page.

An app says what a list's columns are (a ``Sheet`` in its ``sheets`` module). The view
of the list, once it has let its reader through, answers ``?as=xlsx`` or ``?as=csv``
with ``sheet_file``. Nothing else in the project imports openpyxl.
"""

from sitrack.core.sheets.answering import asked_as, sheet_file
from sitrack.core.sheets.value import Cell, Sheet, by_pages, in_hours

__all__ = ["Cell", "Sheet", "asked_as", "by_pages", "in_hours", "sheet_file"]

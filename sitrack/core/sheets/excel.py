"""A list as an Excel file, written row by row: text as text, dates as dates."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import IO, Any

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from sitrack.core.sheets.comma_separated import inert
from sitrack.core.sheets.value import Cell, Sheet

DAY, MOMENT = "d mmm yyyy", "d mmm yyyy hh:mm"
NARROW, WIDE = 18, 44
# Excel holds no more letters in a cell.
LONGEST = 32_767
CUT = " [cut here: the CSV file has all of it]"


def write_excel(sheet: Sheet, rows: Iterable[Any], file: IO[bytes]) -> None:
    """Write headings, which stay in sight and repeat on paper, and the rows."""
    book = Workbook(write_only=True)
    book.properties.creator = settings.ORGANISATION
    book.properties.title = sheet.name
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    for number in range(1, len(sheet.columns) + 1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = WIDE if number == 1 else NARROW
    page.append([_heading(page, one) for one in sheet.headings])
    for line in sheet.lines(rows):
        page.append([_cell(page, value) for value in line])
    book.save(file)


def _heading(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, text)
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Cell) -> Any:
    if isinstance(value, str):
        return _text(page, value)
    cell = WriteOnlyCell(page, value)
    if isinstance(value, date):
        cell.number_format = MOMENT if isinstance(value, datetime) else DAY
    return cell


def _text(page: Any, value: str) -> Any:
    """A cell of the kind text, whatever its first letter; where it looks like a formula
    it stays text when somebody edits it."""
    if len(value) > LONGEST:
        value = value[: LONGEST - len(CUT)] + CUT
    cell = WriteOnlyCell(page, value)
    cell.data_type = "s"
    cell.quotePrefix = inert(value) != value
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell

"""The statement of a year's level, with a line for each signature (PDF-10)."""

from datetime import datetime

from engagement.models import LevelStatement
from engagement.queries.forms import form_of
from engagement.queries.statements import parts_of, statement_form
from reports.documents.kind import About, Kind, paper, traded
from schools.access import get_visible_or_404, require
from sitrack.core.documents import Document, Part
from sitrack.core.models import User
from sitrack.core.roles import Capability


def find_statement(reader: User, pk: int) -> LevelStatement:
    """The statement in the reader's scope, whose reader may download it."""
    rows = LevelStatement.objects.select_related(
        *("record__school", "record__year", "record__framework", "level"),
    )
    found: LevelStatement = get_visible_or_404(rows, reader, pk=pk)
    require(reader, Capability.EXPORT_RECORD, found.record.school)
    return found


def statement_document(
    statement: LevelStatement, *, reader: User, at: datetime | None = None
) -> Document:
    """The statement as it stands; once everybody has signed it reads as it was signed."""
    record = statement.record
    form = statement_form(record.framework)
    name = form.name if form else ""
    about = form_of(record.framework, "about")
    school = statement.school_name or record.school.name
    parts = parts_of(statement, record.framework)
    signed = sum(part.signature is not None for part in parts)
    missing = f"Not signed by everybody yet: {signed} of {len(parts)}"
    notices = (traded(record), "" if statement.is_whole else missing)
    context = {
        "name": name,
        "school": school,
        "year": record.year.label,
        "level": statement.level.label,
        "agreed_on": statement.agreed_on,
        "text": statement.text,
        "parts": parts,
        "strapline": about.strapline_text if about else "",
    }
    return paper(
        Part(name, "pdf/statement.html", context),
        title=name,
        file=("statement", school, record.year.label),
        running=f"{school}, {record.year.label}",
        notice=" · ".join(filter(None, notices)),
        reader=reader,
        at=at,
    )


STATEMENT = Kind(
    code="statement",
    label="Statement of a year’s level",
    find=find_statement,
    build=statement_document,
    about=lambda one: About(one.record.school, one.record.year.label),
)

"""Rows of an answer, in the columns that the form of a meeting gives them."""

from collections.abc import Sequence
from typing import Any

from django import forms

from engagement.definitions.plans import Answer, Box
from plans.forms.areas import Boxed, shown
from plans.meetings import Given
from sitrack.core.forms import MOST_ROWS, RowSet


class AnswerRow(Boxed):
    def __init__(self, *args: Any, columns: Sequence[Box], **options: Any) -> None:
        super().__init__(*args, **options)
        self.add_boxes(columns)


class AnswerRows(RowSet):
    """The rows of one question; an empty row is left out."""

    row_name = "Row"

    def said(self) -> list[dict[str, str]]:
        """The rows as they are kept; call it on valid rows."""
        live = [row for row in self.forms if row not in self.deleted_forms]
        return [written for row in live if (written := row.written())]


def rows_of(answer: Answer, data: Any, given: Given) -> AnswerRows:
    """The rows of a question, with what is saved or as they were typed."""
    made = forms.formset_factory(
        AnswerRow,
        formset=AnswerRows,
        extra=0,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
    )
    saved = [shown(answer.columns, dict(row)) for row in given.rows]
    rows: Any = made(
        data,
        prefix=answer.key,
        initial=saved or [{}],
        form_kwargs={"columns": answer.columns},
    )
    return rows  # type: ignore[no-any-return]


class Together:
    """Several sets of rows, judged as one."""

    def __init__(self, sets: Sequence[RowSet]) -> None:
        self.sets = sets

    def is_valid(self) -> bool:
        """Each set is judged, so that all that is wrong is said at once."""
        judged = [one.is_valid() for one in self.sets]
        return all(judged)

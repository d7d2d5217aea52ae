"""Finding what a page is about, by its key: the second gate, prepared."""

from collections.abc import Callable
from typing import Any

from schools.access import first_or_404
from schools.models import Person, School
from sitrack.core.models import User
from sitrack.core.prepared import prepared


class Finder:
    """Finds rows of one kind in a user's scope, or answers 404.

    ``rows`` makes their queryset; its statement is put together once for each process.
    """

    def __init__(self, rows: Callable[[], Any]) -> None:
        self._rows = rows
        self._seen = prepared(self._visible)

    def __call__(self, user: User, pk: int) -> Any:
        """The row that the key names, where the user may see it."""
        seen = self._seen(user, pk)
        return seen[0] if seen else first_or_404([], user, of=self._rows().model, pk=pk)

    def _visible(self, reader: User, pk: int) -> Any:
        return self._rows().visible_to(reader).filter(pk=pk).order_by()


@Finder
def find_school() -> Any:
    """A school with all its columns."""
    return School.objects.all()


@Finder
def find_name() -> Any:
    """A school with what its name and the reader's rights take."""
    return School.objects.only("name", "region_id")


@Finder
def find_person() -> Any:
    """A person with their account."""
    return Person.objects.select_related("user")

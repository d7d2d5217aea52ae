"""Finding what a page is about. Who does not disclose is told so (403), whatever there
is; who does elsewhere finds nothing (404)."""

from django.shortcuts import get_object_or_404

from disclosure.models import DisclosedItem, Disclosure
from schools.access import get_visible_or_404, require
from sitrack.core.http import SignedInRequest
from sitrack.core.roles import Capability

MOVED = "Somebody has changed the request since you opened this page. Look at it again."


def find(request: SignedInRequest, pk: int) -> Disclosure:
    """A request in the reader's scope."""
    require(request.user, Capability.DISCLOSE)
    rows = Disclosure.objects.select_related(
        "school", "recorded_by", "prepared_by", "checked_by", "answered_by"
    )
    found: Disclosure = get_visible_or_404(rows, request.user, pk=pk)
    return found


def find_item(request: SignedInRequest, pk: int, number: int) -> DisclosedItem:
    """An item of a request in the reader's scope."""
    found = find(request, pk)
    item: DisclosedItem = get_object_or_404(found.items, pk=number)
    item.disclosure = found
    return item

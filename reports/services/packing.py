"""The zip of a bundle: steady names, and a list of what is inside and what is not."""

import zipfile
from collections.abc import Iterator
from typing import IO

from django.utils import timezone

from reports.models import Bundle, BundleItem, Made

LIST = "what-is-inside.txt"


def pack_into(file: IO[bytes], bundle: Bundle) -> None:
    """Write the zip: the same documents give the same bytes."""
    day = timezone.localtime(bundle.asked_at).timetuple()[:6]
    items = list(bundle.items.select_related("school"))
    with zipfile.ZipFile(file, "w") as packed:
        listed = "\r\n".join(_list(bundle, items)) + "\r\n"
        # A mark at its start: without it an old reader of text takes it for another code.
        packed.writestr(zipfile.ZipInfo(LIST, day), listed.encode("utf-8-sig"))
        for item in items:
            if item.outcome == Made.MADE:
                with item.content.open("rb") as made:
                    # A PDF is compressed already.
                    packed.writestr(zipfile.ZipInfo(item.name, day), made.read())


def _list(bundle: Bundle, items: list[BundleItem]) -> Iterator[str]:
    made = [item for item in items if item.outcome == Made.MADE]
    failed = [item for item in items if item.outcome == Made.FAILED]
    said = str(bundle)
    yield said[0].upper() + said[1:]
    asked = timezone.localtime(bundle.asked_at)
    yield f"Made for {bundle.asked_by}, as of {asked:%-d %B %Y, %H:%M}"
    yield ""
    if failed:
        yield f"Could not be made: {len(failed)}"
        for item in failed:
            yield f"  {item.name} ({item.school}): {item.reason}"
        yield ""
    yield f"Inside: {len(made)}"
    for item in made:
        yield f"  {item.name} ({item.school})"
